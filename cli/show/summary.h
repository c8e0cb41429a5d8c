// SPDX-License-Identifier: GPL-2.0-or-later
/// What a capture file comes to, counted.
#pragma once

#include "engine/capture_file/capture_reader.h"

#include <map>
#include <set>

namespace dsproxy::cli {

struct CallCount {
    std::uint64_t count = 0;
    std::uint64_t errors = 0;
    std::uint64_t took_ns = 0;  ///< all of them together
    std::uint64_t first_ns = 0;
    std::uint64_t last_ns = 0;
};

struct StreamSummary {
    struct Part {
        Format format;
        Frames frames;
    };
    struct Moment {
        std::uint64_t time_ns;
        std::uint64_t frame;
    };

    Event opened{};                     ///< of kind Opened, when it is in the file
    std::optional<Moment> closed;
    std::vector<Part> parts;            ///< what was heard, in the order of its formats
    std::uint64_t dropped_bytes = 0;    ///< by resets
    std::uint64_t overrun_bytes = 0;    ///< of a recording
    std::map<std::uint32_t, CallCount> calls;  ///< by request
    std::vector<Moment> underruns;      ///< the first ones
    std::uint64_t underrun_count = 0;
    std::set<std::uint32_t> misuses;    ///< bits of enum oss_misuse
    bool mapped = false;
};

class Summary {
public:
    /// The records of a file, in order.
    void operator()(const capture_file::Start& start) { start_ = start; }
    void operator()(const Event& event);
    void operator()(const capture_file::Pcm& pcm);
    void operator()(const capture_file::Rest&) {}
    void operator()(const capture_file::End&) { whole_ = true; }
    void operator()(const capture_file::Damage& damage);

    const capture_file::Start& start() const { return start_; }
    const std::map<std::uint32_t, StreamSummary>& streams() const { return streams_; }
    const std::vector<Event>& notes() const { return notes_; }
    std::uint64_t events() const { return events_; }
    std::uint64_t lostEvents() const { return lost_; }
    std::uint64_t refusedOpens() const { return refused_; }
    std::uint64_t damagedBytes() const { return damaged_; }
    bool whole() const { return whole_; }
    Nanoseconds length() const;
    /// Since the beginning of the run.
    Nanoseconds since(std::uint64_t time_ns) const;

private:
    capture_file::Start start_;
    std::map<std::uint32_t, StreamSummary> streams_;
    std::vector<Event> notes_;
    std::uint64_t events_ = 0;
    std::uint64_t lost_ = 0;
    std::uint64_t refused_ = 0;
    std::uint64_t damaged_ = 0;
    std::uint64_t last_ns_ = 0;
    bool whole_ = false;
};

}  // namespace dsproxy::cli

// SPDX-License-Identifier: GPL-2.0-or-later
/// The time between two writes of a stream, or two steps of its device.
#pragma once

#include "engine/pcm/format.h"
#include "engine/seam/event.h"

#include <map>
#include <optional>
#include <vector>

namespace dsproxy::cli {

/// What came at equal intervals, if all was well.
enum class Beat {
    Write,        ///< the program wrote
    Consumption,  ///< the device has played
};

/// One kind of beat of one stream.
struct Series {
    std::vector<std::uint64_t> intervals_ns;
    double nominal_ns = 0;   ///< time that the frames of them take by their rate
    double measured_ns = 0;  ///< time that they took
};

struct StreamTiming {
    std::optional<Format> format;
    Series writes;
    Series consumptions;
    std::vector<std::uint64_t> underrun_frames;  ///< the first ones
    std::uint64_t underruns = 0;

    const Series& of(Beat beat) const { return beat == Beat::Write ? writes : consumptions; }
};

/// Makes intervals of events. One thread.
class Intervals {
public:
    struct Interval {
        std::uint32_t stream;
        Beat beat;
        std::uint64_t ns;
    };

    /// The interval that ends with EVENT, if one does: none at the beginning, after a pause of the
    /// device, and where events were lost.
    std::optional<Interval> take(const Event& event);

    const std::map<std::uint32_t, StreamTiming>& streams() const { return streams_; }

private:
    struct Last {
        std::uint64_t time_ns;
        std::uint64_t position;
    };
    struct Lasts {
        std::optional<Last> write;
        std::optional<Last> consumption;
    };
    std::optional<Interval> beat(const Event& event, Beat beat);
    void interrupt(const Event& event);

    std::map<std::uint32_t, StreamTiming> streams_;
    std::map<std::uint32_t, Lasts> lasts_;
};

}  // namespace dsproxy::cli

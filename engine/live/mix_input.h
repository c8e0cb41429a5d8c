// SPDX-License-Identifier: GPL-2.0-or-later
/// What one stream plays into a mixed sink.
#pragma once

#include "engine/live/lane_writer.h"
#include "engine/live/level_meter.h"
#include "engine/live/volume.h"
#include "engine/live/wake.h"
#include "engine/routes/branch.h"
#include "engine/routes/stream_facts.h"
#include "engine/seam/stream.h"

#include <memory>
#include <mutex>
#include <optional>

namespace dsproxy {

/// The pump pushes, the sink's thread mixes (see Voice); who has connected it sets its volume.
/// Outlives its sink without harm.
class MixInput final : public Branch {
public:
    /// By LiveSink::connect().
    MixInput(StreamFacts facts, std::shared_ptr<Stream> steered, std::shared_ptr<Wake> wake,
             Clock clock);

    // Any thread.
    const StreamFacts& facts() const { return facts_; }
    Volume& volume() { return volume_; }
    /// What is heard of it: after the volume.
    LevelMeter& meter() { return meter_; }
    /// Frames that did not fit while the sink was late, or had no device.
    std::uint64_t dropped() const { return writer_.dropped() + skipped_.load(); }
    /// Times that it ran out of frames: the program paused, or was late.
    std::uint32_t ranDry() const { return ran_dry_.load(); }
    /// From now on the source of STREAM follows the sink's clock and reports its delay. Null: it is
    /// left alone, and the input follows by resampling. Only one input may steer a stream: end it,
    /// or take the stream from it, before another gets it.
    void steer(std::shared_ptr<Stream> stream);

    // Branch: the pump's thread.
    void format(const Format& format) override;
    void pcm(PcmView pcm) override;
    void end() override;

    // The sink's thread.
    std::uint64_t now() const { return clock_(); }
    bool ended() const { return ended_.load(); }
    /// As the program has set it, as soon as it has.
    std::optional<Format> wanted() const;
    /// There are frames, and no lane for them.
    bool waiting() const { return waiting_.load(); }
    /// The pump goes on in this lane from its next frame on; what had no lane goes there first.
    /// Null: until there is one again, the pump keeps the frames of a quarter of a second.
    void enter(std::shared_ptr<Lane> lane);
    /// False: there is nobody to steer.
    bool tell(const Steering& steering);
    void countDry() { ran_dry_.fetch_add(1); }
    void countSkipped(Frames frames)
    {
        skipped_.fetch_add(static_cast<std::uint64_t>(frames.value));
    }

private:
    struct Waiting {
        Format format;
        std::vector<std::byte> pcm;
    };
    void follow();
    void keep(PcmView pcm);
    void writeWaiting();

    const StreamFacts facts_;
    const std::shared_ptr<Wake> wake_;
    const Clock clock_;
    Volume volume_;
    LevelMeter meter_;
    std::atomic<bool> ended_{false};
    std::atomic<bool> replaced_{false};  ///< the pump is to look at lane_
    std::atomic<bool> waiting_{false};
    std::atomic<std::uint32_t> ran_dry_{0};
    std::atomic<std::uint64_t> skipped_{0};
    bool in_lane_ = false;  ///< the pump's thread

    /// The pump's thread; while that has no lane, who holds the mutex.
    LaneWriter writer_;
    mutable std::mutex mutex_;
    std::shared_ptr<Stream> steered_;
    std::shared_ptr<Lane> lane_;
    std::optional<Format> wanted_;
    std::vector<Waiting> backlog_;
};

}  // namespace dsproxy

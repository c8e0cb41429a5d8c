// SPDX-License-Identifier: GPL-2.0-or-later
/// Live sound on its way to a program that records: a device's, or that of another program.
#pragma once

#include "engine/live/follower.h"
#include "engine/live/lane_writer.h"
#include "engine/live/level_meter.h"
#include "engine/live/volume.h"
#include "engine/routes/branch.h"
#include "engine/seam/capture_input.h"

namespace dsproxy {

/// A Branch for who has the sound (the pump, the thread of a LiveSource); what reader() gives is
/// for the stream of the program. The two clocks may differ. Memory is bounded: what nobody takes
/// is dropped and counted.
class LiveInput final : public Branch {
public:
    /// In the format that the program has set. Null: it is compressed, there is silence.
    static std::shared_ptr<LiveInput> create(const Format& wanted, Clock clock = monotonicNow);
    /// Once. It keeps INPUT alive.
    static std::unique_ptr<CaptureInput> reader(std::shared_ptr<LiveInput> input);

    // Any thread.
    Volume& volume() { return volume_; }
    /// What the program hears: after the volume.
    LevelMeter& meter() { return meter_; }
    /// Frames that nobody took in time.
    std::uint64_t dropped() const { return writer_.dropped() + skipped_.load(); }
    /// The program takes no more.
    bool abandoned() const { return abandoned_.load(); }

    // Branch: the thread where the sound comes from.
    void format(const Format& format) override { writer_.format(format); }
    void pcm(PcmView pcm) override;
    void end() override { writer_.finish(); }

private:
    class Reader;

    LiveInput(const Format& wanted, Clock clock);
    void follow();

    // The program's side.
    std::size_t available();
    bool ended() const;
    std::size_t pull(std::span<std::byte> pcm);
    void refill(std::size_t bytes);
    void skipStale(std::uint64_t now_ns);

    const Format wanted_;
    const Clock clock_;
    const std::shared_ptr<Lane> lane_;
    Volume volume_;
    LevelMeter meter_;
    std::atomic<bool> abandoned_{false};
    std::atomic<std::uint64_t> skipped_{0};
    std::atomic<Lane::Stamp> taken_{Lane::Stamp{0, 0}};
    std::atomic<std::int64_t> target_;  ///< frames to lie in the lane before a pull

    // Where the sound comes from.
    LaneWriter writer_;
    Follower follower_;
    Lane::Stamp followed_{0, 0};

    // The program's side.
    VolumeRamp ramp_;
    bool flowing_ = false;
    std::uint64_t asked_ns_ = 0;
    std::vector<double> samples_;
    std::vector<std::byte> encoded_;  ///< what a pull did not want: part of a frame
};

}  // namespace dsproxy

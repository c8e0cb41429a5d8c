// SPDX-License-Identifier: GPL-2.0-or-later
/// The way of PCM from one source to one program that records it.
#pragma once

#include "engine/link/input_ring.h"
#include "engine/live/monotonic.h"
#include "engine/live/rate_controller.h"
#include "engine/live/volume.h"
#include "engine/pcm/converter.h"
#include "engine/routes/branch.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>

namespace dsproxy {

/// How loud a program records, and how much it was given; over all changes of its source.
struct InputLevel {
    /// A quiet microphone may be made four times as loud.
    static constexpr double most = 4;

    Volume volume{most};
    std::atomic<std::uint64_t> frames{0};   ///< put into the ring
    std::atomic<std::uint64_t> dropped{0};  ///< that found no room there
};

/// Converts to the program's format what its source gives. A change of source is a new one; what
/// the old one still gives after its leave() is nobody's.
class InputBranch final : public Branch {
public:
    /// FLOW: Coming, where the source waits for room and for the program; Live, where it comes by
    /// itself: the program records silence until it does.
    InputBranch(std::shared_ptr<link::InputRing> ring, const Format& to,
                std::shared_ptr<InputLevel> level, link::InputRing::State flow,
                Clock clock = monotonicNow);

    // The source's thread.
    void format(const Format& format) override;
    void pcm(PcmView pcm) override;
    /// The program records silence from here on.
    void end() override;
    /// Until little is left that was not recorded. False: STOP (an eventfd) is readable, or there
    /// is nobody any more.
    bool waitForRoom(int stop);

    /// Any thread.
    void leave();

private:
    void push(PcmView pcm);
    void hand();
    void regulate();

    const std::shared_ptr<link::InputRing> ring_;
    const Format to_;
    const std::shared_ptr<InputLevel> level_;
    const link::InputRing::State flow_;
    const Clock clock_;
    std::mutex lock_;  ///< of all below, and of the ring's writing side
    bool left_ = false;
    bool flows_ = false;
    std::optional<Converter> converter_;
    std::optional<VolumeRamp> ramp_;
    std::vector<double> samples_;
    std::vector<std::byte> out_;
    RateController controller_;
    std::optional<std::size_t> least_;  ///< bytes in the ring before a push, since seen_ns_
    std::uint64_t seen_ns_ = 0;
};

}  // namespace dsproxy

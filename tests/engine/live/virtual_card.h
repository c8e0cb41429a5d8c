// SPDX-License-Identifier: GPL-2.0-or-later
/// A card whose time is set by the test and which keeps all that was played on it.
#pragma once

#include "engine/live/playback_device.h"
#include "tests/engine/sinks/tools.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>

namespace dsproxy::test {

/// What the code under test takes for CLOCK_MONOTONIC.
std::uint64_t virtualNow();
void passTime(std::uint64_t ns);

/// A sink is given its open(), and may still close the device when the test is over. All functions
/// from any thread.
class VirtualCard : public std::enable_shared_from_this<VirtualCard> {
public:
    explicit VirtualCard(Frames period) : period_(period) {}

    Result<std::unique_ptr<PlaybackDevice>> open(const DeviceRequest& request);

    /// Opens with this format, whatever is asked.
    void offer(const Format& format);
    /// From now on open() fails and a device that is open is gone; or both are well again.
    void breakDown(bool broken);
    /// open() does not return until this is over.
    void hang(bool hanging);

    /// Returns when a sink has opened it so many times, and has filled it.
    void awaitFull(int opens = 1);
    /// Returns when nobody has it open.
    void awaitClosed();
    /// FRAMES are heard; returns when the sink has filled the device again, or closed it.
    void play(Frames frames);

    Format format();
    /// All that was committed since the first open.
    ByteVector committed();
    int opens();

private:
    friend class VirtualDevice;
    bool full() const;

    std::mutex mutex_;
    std::condition_variable changed_;
    const Frames period_;
    std::optional<Format> offered_;
    Format format_;
    ByteVector pcm_;
    Frames committed_;  ///< since it was opened last
    Frames played_;
    std::uint32_t xruns_ = 0;
    int moved_ = -1;  ///< an eventfd while it is open
    bool waiting_ = false;
    bool broken_ = false;
    bool hanging_ = false;
    int opens_ = 0;
};

}  // namespace dsproxy::test

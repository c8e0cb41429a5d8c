// SPDX-License-Identifier: GPL-2.0-or-later
/// A microphone that hears what the test says.
#pragma once

#include "engine/live/capture_device.h"
#include "tests/engine/sinks/tools.h"

#include <condition_variable>
#include <memory>
#include <mutex>

namespace dsproxy::test {

/// A source is given its open(), and may still close the device when the test is over. All
/// functions from any thread.
class VirtualMicrophone : public std::enable_shared_from_this<VirtualMicrophone> {
public:
    explicit VirtualMicrophone(const Format& format) : format_(format) {}

    Result<std::unique_ptr<CaptureDevice>> open(const DeviceRequest& request);

    /// From now on open() fails and a device that is open is gone; or both are well again.
    void breakDown(bool broken);
    void awaitOpen(int opens = 1);
    void awaitClosed();
    /// Returns when all of PCM is taken, or nobody has it open.
    void say(const ByteVector& pcm);

private:
    friend class VirtualCapture;

    const Format format_;
    std::mutex mutex_;
    std::condition_variable changed_;
    ByteVector said_;
    int moved_ = -1;  ///< an eventfd while it is open
    bool broken_ = false;
    int opens_ = 0;
};

}  // namespace dsproxy::test

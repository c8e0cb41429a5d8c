// SPDX-License-Identifier: GPL-2.0-or-later
/// The opening or closing of one device, on a thread of its own: either may take long or hang.
#pragma once

#include "engine/live/wake.h"

#include <atomic>
#include <functional>
#include <memory>
#include <system_error>
#include <thread>

namespace dsproxy {

/// Whoever has started it may forget it; what it opens then is closed again.
template <class Device> class DeviceTask {
public:
    using Opened = Result<std::unique_ptr<Device>>;
    using Open = std::function<Opened()>;

    /// Closes BEFORE, which may be null, then calls OPEN, then rings WAKE.
    static std::shared_ptr<DeviceTask> start(std::unique_ptr<Device> before, Open open,
                                             std::shared_ptr<Wake> wake)
    {
        auto task = std::make_shared<DeviceTask>();
        auto closing = std::make_shared<std::unique_ptr<Device>>(std::move(before));
        try {
            std::thread([task, closing, open = std::move(open), wake = std::move(wake)] {
                closing->reset();
                task->opened_ = open();
                task->done_.store(true);
                wake->ring();
            }).detach();
        } catch (const std::system_error& error) {
            // No more threads: the device is in use, or not opened now.
            task->opened_ = fail(ErrorCode::System, error.code().value(), "thread");
            task->done_.store(true);
        }
        return task;
    }

    bool done() const { return done_.load(); }
    /// Once, when done.
    Opened take() { return std::move(opened_); }

private:
    Opened opened_ = nullptr;
    std::atomic<bool> done_{false};
};

}  // namespace dsproxy

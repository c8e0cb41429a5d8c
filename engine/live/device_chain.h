// SPDX-License-Identifier: GPL-2.0-or-later
/// Devices in the order in which they are wanted, and the one of them that is open.
#pragma once

#include "engine/live/device_task.h"

#include <optional>
#include <string>
#include <vector>

namespace dsproxy {

/// One thread: that of its sink or source. Never waits for a device.
template <class Device> class DeviceChain {
public:
    using Opened = typename DeviceTask<Device>::Opened;
    using OpenByName = std::function<Opened(const std::string& name)>;
    /// A device is in use from now on (error is empty), or has failed.
    using Changed = std::function<void(std::size_t rank, const std::optional<Error>& error)>;

    DeviceChain(std::vector<std::string> names, std::shared_ptr<Wake> wake, Changed changed);
    ~DeviceChain() { close(); }

    Device* device() const { return device_.get(); }
    /// Of device(), when there is one; 0 is the one that is wanted most.
    std::size_t rank() const { return rank_; }
    const std::string& name(std::size_t rank) const { return slots_[rank].name; }
    /// Takes what was opened meanwhile. To be called when woken.
    void collect();
    /// Tries what is wanted more than the device in use, one after the other.
    void seek(const OpenByName& open);
    /// Time has passed. Failed ones are tried again after some ticks; one that does not answer is
    /// passed over.
    void tick();
    /// All that failed are tried again at the next seek().
    void retry();
    /// The device in use does not go on.
    void lose(Error error);
    /// Closes the device in use; what is being opened is closed as soon as it is there.
    void close();

private:
    static constexpr unsigned retryTicks = 4;
    static constexpr unsigned patienceTicks = 2;

    struct Slot {
        std::string name;
        std::shared_ptr<DeviceTask<Device>> task;
        bool opening = false;  ///< the task opens, and the device is wanted
        unsigned ticks = 0;  ///< since the task began, or has failed
        bool failed = false;
    };
    void settle(std::size_t rank);
    void release();
    void shut(Slot& slot, std::unique_ptr<Device> device);
    void fail(std::size_t rank, Error error);

    std::vector<Slot> slots_;
    std::shared_ptr<Wake> wake_;
    Changed changed_;
    std::unique_ptr<Device> device_;
    std::size_t rank_ = 0;
};

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/device_chain.h"

#include "engine/live/capture_device.h"
#include "engine/live/playback_device.h"

namespace dsproxy {

template <class Device>
DeviceChain<Device>::DeviceChain(std::vector<std::string> names, std::shared_ptr<Wake> wake,
                                 Changed changed)
    : slots_(names.size()), wake_(std::move(wake)), changed_(std::move(changed))
{
    for (std::size_t rank = 0; rank < names.size(); ++rank)
        slots_[rank].name = std::move(names[rank]);
}

template <class Device> void DeviceChain<Device>::collect()
{
    for (std::size_t rank = 0; rank < slots_.size(); ++rank)
        settle(rank);
}

template <class Device> void DeviceChain<Device>::settle(std::size_t rank)
{
    Slot& slot = slots_[rank];
    if (!slot.task || !slot.task->done())
        return;
    auto opened = slot.task->take();
    const bool wanted = slot.opening;
    slot.task.reset();
    slot.opening = false;
    if (!opened) {
        if (wanted)
            fail(rank, std::move(opened.error()));
    } else if (*opened && wanted && (!device_ || rank < rank_)) {
        release();
        device_ = std::move(*opened);
        rank_ = rank;
        changed_(rank, std::nullopt);
    } else if (*opened) {
        shut(slot, std::move(*opened));
    }
}

template <class Device> void DeviceChain<Device>::seek(const OpenByName& open)
{
    const std::size_t end = device_ ? rank_ : slots_.size();
    for (std::size_t rank = 0; rank < end; ++rank) {
        Slot& slot = slots_[rank];
        if (slot.failed)
            continue;
        if (!slot.task) {
            slot.opening = true;
            slot.ticks = 0;
            slot.task = DeviceTask<Device>::start(
                nullptr, [open, name = slot.name] { return open(name); }, wake_);
            return;
        }
        if (slot.ticks < patienceTicks)
            return;
    }
}

template <class Device> void DeviceChain<Device>::tick()
{
    for (Slot& slot : slots_)
        if (++slot.ticks >= retryTicks)
            slot.failed = false;
}

template <class Device> void DeviceChain<Device>::retry()
{
    for (Slot& slot : slots_)
        slot.failed = false;
}

template <class Device> void DeviceChain<Device>::fail(std::size_t rank, Error error)
{
    slots_[rank].failed = true;
    slots_[rank].ticks = 0;
    changed_(rank, std::move(error));
}

template <class Device> void DeviceChain<Device>::lose(Error error)
{
    if (!device_)
        return;
    release();
    fail(rank_, std::move(error));
}

template <class Device> void DeviceChain<Device>::close()
{
    for (Slot& slot : slots_)
        slot.opening = false;
    release();
}

template <class Device> void DeviceChain<Device>::release()
{
    if (device_)
        shut(slots_[rank_], std::move(device_));
}

template <class Device>
void DeviceChain<Device>::shut(Slot& slot, std::unique_ptr<Device> device)
{
    slot.ticks = 0;
    slot.task = DeviceTask<Device>::start(std::move(device), [] { return nullptr; }, wake_);
}

template class DeviceChain<PlaybackDevice>;
template class DeviceChain<CaptureDevice>;

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/service/sink_table.h"

#include <algorithm>

namespace dsproxy {

SinkTable::SinkTable(std::vector<std::string> output, Nanoseconds latency, LiveNotify notify)
    : output_(std::move(output)), latency_(latency), notify_(std::move(notify))
{
}

std::vector<std::string> SinkTable::devicesOf(const std::string& name) const
{
    std::vector<std::string> devices;
    if (name != defaultSink)
        devices.push_back(name);
    for (const std::string& one : output_)
        if (std::ranges::find(devices, one) == devices.end() && findDevice(one))
            devices.push_back(one);
    return devices;
}

/// Sinks of streams that have gone.
void SinkTable::sweep()
{
    std::erase_if(sinks_, [](const auto& one) {
        return one.first.second != 0 && one.second->state().inputs == 0;
    });
}

Result<std::shared_ptr<LiveSink>> SinkTable::find(const std::string& name, std::uint32_t owner)
{
    if (name != defaultSink)
        if (const auto device = findDevice(name); !device)
            return std::unexpected(device.error());
    const std::lock_guard guard(lock_);
    sweep();
    const Key key{name, owner};
    if (const auto found = sinks_.find(key); found != sinks_.end())
        return found->second;
    auto made = LiveSink::create(name, {.devices = devicesOf(name), .latency = latency_}, notify_);
    if (!made)
        return std::unexpected(made.error());
    return sinks_.emplace(key, std::move(*made)).first->second;
}

std::vector<std::pair<std::string, LiveSink::State>> SinkTable::states() const
{
    const std::lock_guard guard(lock_);
    std::vector<std::pair<std::string, LiveSink::State>> all;
    for (const auto& [key, sink] : sinks_)
        all.emplace_back(key.first, sink->state());
    return all;
}

void SinkTable::retry()
{
    const std::lock_guard guard(lock_);
    for (const auto& [key, sink] : sinks_)
        sink->retry();
}

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/lookup.h"

namespace dsproxy::process {

namespace {

constexpr std::uint64_t memory_ns = 1'000'000'000;

}  // namespace

Found Lookup::byIdentity(const FileIdentity& file) const
{
    for (Open& open : device_.opens()) {
        if (open.readiness.identity() == file)
            return {&open, Found::Through::Number};
        if (open.play_map && open.play_map->identity() == file)
            return {&open, Found::Through::PlayMap};
        if (open.capture_map && open.capture_map->identity() == file)
            return {&open, Found::Through::CaptureMap};
        for (const DataChannel& channel : open.channels)
            if (channel.identity() == file)
                return {&open, Found::Through::Channel};
    }
    return {};
}

Found Lookup::find(const Task& task, int fd, std::uint64_t now_ns)
{
    if (device_.opens().empty())
        return {};
    const auto search = [&] {
        const auto file = task.fileAt(fd);
        return file ? byIdentity(*file) : Found{};
    };
    // Numbers outside the range change their meaning without our knowing.
    if (!range_.contains(fd))
        return search();
    auto& slot = numbers_[static_cast<unsigned>(task.tid() * 31 + fd) % numbers_.size()];
    if (slot.tid == task.tid() && slot.fd == fd && now_ns < slot.until_ns)
        return slot.found;
    const Found found = search();
    // A mapping's descriptor is there for one call only.
    if (found.through == Found::Through::Number)
        slot = {task.tid(), fd, now_ns + memory_ns, found};
    return found;
}

Actor Lookup::actor(const Task& task, std::uint64_t now_ns)
{
    auto& slot = names_[static_cast<unsigned>(task.tid()) % names_.size()];
    if (slot.tid != task.tid() || now_ns >= slot.until_ns)
        slot = {task.tid(), now_ns + memory_ns, task.comm()};
    return {task.tid(), slot.comm};
}

void Lookup::forget(int fd)
{
    for (Number& slot : numbers_)
        if (slot.fd == fd)
            slot = {};
}

void Lookup::forgetAll()
{
    numbers_.fill({});
    names_.fill({});
}

}  // namespace dsproxy::process

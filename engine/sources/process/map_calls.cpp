// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/map_calls.h"

#include <fcntl.h>
#include <sys/mman.h>

#include <array>
#include <cerrno>

namespace dsproxy::process {

std::optional<MapCalls::Request> MapCalls::requestOf(const Trapped& call) const
{
    if (call.call == Call::Mmap)
        return Request{4, call.args[1], call.fd(2), call.fd(3), call.fd(4), call.args[5]};
    // The oldest 32-bit interface has all six in memory.
    const auto in_memory = Task(call.tid).readValue<std::array<std::uint32_t, 6>>(call.args[0]);
    if (!in_memory)
        return std::nullopt;
    const auto& a = *in_memory;
    return Request{
        -1, a[1], static_cast<int>(a[2]), static_cast<int>(a[3]), static_cast<int>(a[4]), a[5]};
}

Reply MapCalls::handle(const Trapped& call, std::uint64_t now_ns)
{
    const auto request = requestOf(call);
    if (!request || (request->flags & MAP_ANONYMOUS))
        return Reply::passOn();
    const Found found = session_.find(call, request->fd, now_ns);
    if (!found || found.through == Found::Through::Channel)
        return Reply::passOn();
    if (!found.open->isDsp())
        return Reply::error(ENODEV);
    session_.device.settle(*found.open, now_ns, Session::endOf(call, request->fd));
    return map(call, *found.open, *request, now_ns);
}

Reply MapCalls::map(const Trapped& call, Open& open, const Request& request, std::uint64_t now_ns)
{
    const bool writes = (request.protection & PROT_WRITE) != 0;
    // As for any file: what is mapped must be readable, and writable to write.
    if (!open.mode.mayRead() || (writes && !open.mode.mayWrite()))
        return Reply::error(EACCES);
    const bool capture = !writes;
    if (capture ? !open.mode.read : !open.mode.write)
        return Reply::error(ENXIO);
    oss_stream& stream = capture ? open.dsp.capture : open.dsp.play;
    std::optional<MappedBuffer>& buffer = capture ? open.capture_map : open.play_map;
    if ((request.flags & MAP_TYPE) == MAP_PRIVATE || request.offset != 0)
        return Reply::error(EINVAL);
    if (!buffer) {
        auto made = MappedBuffer::create(oss_buffer_bytes(&stream.geometry));
        if (!made)
            return Reply::error(ENOMEM);
        oss_format_silence(stream.params.afmt, made->bytes().data(),
                           static_cast<u32>(made->bytes().size()), 0);
        buffer.emplace(std::move(*made));
    }
    if (request.length > buffer->pageBytes())
        return Reply::error(EINVAL);
    if (!open.parked_end)
        open.parked_end = open.readiness.another(Session::endOf(call, request.fd));
    session_.lookup.forget(request.fd);
    if (!session_.listener.install(call, {buffer->memfd(), request.fd}))
        return Reply::error(ENOMEM);
    // Nobody says what was written: only time moves a mapped buffer, whatever the pace.
    stream.free_running = false;
    if (capture)
        open.capture.useBuffer(buffer->bytes());
    const std::uint32_t effects = oss_dsp_map(&open.dsp, capture, now_ns);
    session_.device.push(session_.device.event(open, EventKind::Mapped, now_ns,
                                               session_.lookup.actor(Task(call.tid), now_ns)));
    session_.device.apply(open, effects, now_ns, {});
    session_.device.settle(open, now_ns, nullptr);
    return Reply::passOn();
}

void MapCalls::giveBack(const Trapped& call, Found found)
{
    if (found.through != Found::Through::PlayMap && found.through != Found::Through::CaptureMap)
        return;
    Open& open = *found.open;
    const bool close_on_exec = (open.mode.flags & O_CLOEXEC) != 0;
    session_.lookup.forget(call.fd());
    // A child that was forked in between needs it too: the clock lets go of it when nobody does.
    session_.listener.install(call, {open.parked_end.get(), call.fd(), close_on_exec});
}

}  // namespace dsproxy::process

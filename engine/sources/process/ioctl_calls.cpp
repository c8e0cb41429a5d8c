// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/ioctl_calls.h"

#include <sys/ioctl.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

namespace dsproxy::process {

namespace {

std::uint32_t requestOf(const Trapped& call)
{
    return static_cast<std::uint32_t>(call.args[1]);
}

std::span<std::byte> argument(oss_call& request, std::uint32_t bytes)
{
    return std::as_writable_bytes(std::span(request.arg.bytes)).first(bytes);
}

std::uint16_t remember(std::uint8_t* to, const oss_call& request, std::uint32_t bytes)
{
    const std::size_t kept = std::min<std::size_t>(bytes, Event::argumentMax);
    std::memcpy(to, request.arg.bytes, kept);
    return static_cast<std::uint16_t>(kept);
}

}  // namespace

Reply IoctlCalls::handle(const Trapped& call, std::uint64_t now_ns)
{
    const Found found = session_.findArgument(call, 0, now_ns);
    if (!found)
        return Reply::passOn();
    Open& open = *found.open;
    if (!oss_ioctl_is_ours(requestOf(call)))
        return otherRequest(call, open);
    oss_call request;  // large: only what the call uses is cleared
    request.cmd = requestOf(call);
    const std::uint32_t in_bytes = oss_ioctl_in_bytes(request.cmd);
    std::memset(request.arg.bytes, 0, std::max(in_bytes, oss_ioctl_out_bytes(request.cmd)));
    if (in_bytes > 0) {
        const auto got = Task(call.tid).read(call.args[2], argument(request, in_bytes));
        if (!got)
            return Reply::error(got.error());
    }
    if (!session_.listener.valid(call))
        return Reply::error(EINTR);
    session_.device.settle(open, now_ns, Session::endOf(call, call.fd()));
    return answer(call, open, request, now_ns);
}

Reply IoctlCalls::answer(const Trapped& call, Open& open, oss_call& request, std::uint64_t now_ns)
{
    Event event = session_.device.event(open, EventKind::Ioctl, now_ns,
                                        session_.lookup.actor(Task(call.tid), now_ns));
    event.cmd = request.cmd;
    event.in_bytes = remember(event.in, request, oss_ioctl_in_bytes(request.cmd));
    if (const auto reply = finish(call, open, request, event, now_ns))
        return *reply;
    // Waits for the drain with the argument as it was.
    struct Waiting {
        oss_call request;
        Event event;
        bool drained = false;
    };
    const auto again = std::make_shared<Waiting>(request, event);
    const auto proceed = [this, call, &open, again](
                             std::uint64_t now, Interruption interruption) -> std::optional<Reply> {
        if (oss_play_drained(&open.dsp.play) || !open.dsp.play.enabled) {
            if (!std::exchange(again->drained, true))
                session_.device.push(session_.device.event(open, EventKind::Drained, now, {}));
            // SYNC waits on, for the way to the loudspeaker.
            if (const auto reply = finish(call, open, again->request, again->event, now))
                return reply;
        }
        return interruption ? std::optional(Reply::error(interruption.error)) : std::nullopt;
    };
    return session_.wait(open, {call, proceed, call.fd()});
}

/// Nothing: the call waits for a drain.
std::optional<Reply> IoctlCalls::finish(const Trapped& call, Open& open, oss_call& request,
                                        Event& event, std::uint64_t now_ns)
{
    request.now_ns = now_ns;
    request.effects = 0;
    oss_dsp* dsp = open.isDsp() ? &open.dsp : nullptr;
    int error = oss_ioctl(&session_.device.oss(), dsp, &request);
    if (request.effects & OSS_FX_METER) {
        session_.device.meter(open);
        error = oss_ioctl(&session_.device.oss(), dsp, &request);
    }
    if (request.effects & OSS_FX_WAIT_DRAIN)
        return std::nullopt;
    event.took_ns = monotonicNow() - std::exchange(event.time_ns, now_ns);
    const std::uint32_t out_bytes = oss_ioctl_out_bytes(request.cmd);
    // Programs that do not look at errors must find a 0. Rule: oss-semantics.md GETODELAY.
    const bool answers = error == 0 || request.cmd == SNDCTL_DSP_GETODELAY;
    if (answers && out_bytes > 0) {
        event.out_bytes = remember(event.out, request, out_bytes);
        const auto put = Task(call.tid).write(call.args[2], argument(request, out_bytes));
        error = put ? error : put.error();
    }
    event.error = error;
    session_.device.push(event);
    if (request.effects != 0)
        session_.device.apply(open, request.effects, now_ns, {event.pid, event.comm});
    // Asking for the pointer of a mapped buffer ends its readiness; other questions change nothing.
    if (request.effects != 0 || open.isMapped())
        session_.device.settle(open, now_ns, Session::endOf(call, call.fd()));
    return error ? Reply::error(error) : Reply::success();
}

/// Requests that every file understands; the rest is not for a sound device.
Reply IoctlCalls::otherRequest(const Trapped& call, Open& open)
{
    switch (requestOf(call)) {
    case FIONBIO: {
        const auto on = Task(call.tid).readValue<int>(call.args[2]);
        if (!on)
            return Reply::error(on.error());
        open.dsp.nonblock = *on != 0;
        return Reply::passOn();
    }
    case FIOCLEX:
    case FIONCLEX:
    case FIOASYNC:
        return Reply::passOn();
    default:
        return Reply::error((requestOf(call) >> 8 & 0xff) == 'T' ? ENOTTY : EINVAL);
    }
}

}  // namespace dsproxy::process

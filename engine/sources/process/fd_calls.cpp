// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/fd_calls.h"

#include "engine/sources/process/closing.h"
#include "engine/sources/process/path_calls.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>

namespace dsproxy::process {

namespace {

/// What a character device without the operation answers.
int refusal(Call call)
{
    switch (call) {
    case Call::NotSeekable:
        return ESPIPE;
    case Call::NotSocket:
        return ENOTSOCK;
    default:
        return EINVAL;
    }
}

}  // namespace

Reply FdCalls::handle(const Trapped& call, std::uint64_t now_ns)
{
    if (call.call == Call::CloseRange)
        return closeRange(call);
    Found found = session_.findArgument(call, 0, now_ns);
    if (call.call == Call::Dup2 || call.call == Call::Dup3)
        return dup2Call(call, found);
    // sendfile and splice name their target in another argument.
    for (const std::size_t argument : {1, 2})
        if (!found && call.call == Call::NotSpliceable)
            found = session_.findArgument(call, argument, now_ns);
    if (!found)
        return Reply::passOn();
    switch (call.call) {
    case Call::Close:
        return closeCall(call, found, now_ns);
    case Call::Dup:
        return dupCall(call, *found.open);
    case Call::Fcntl:
        return fcntlCall(call, *found.open);
    case Call::Fstat:
        return answerStat(call, session_, found.open->node, call.args[1], false);
    default:
        return Reply::error(refusal(call.call));
    }
}

Reply FdCalls::closeCall(const Trapped& call, Found found, std::uint64_t now_ns)
{
    session_.lookup.forget(call.fd());
    Open& open = *found.open;
    if (!drainsAtClose(open))
        return Reply::passOn();
    // Whether this is the last descriptor shows when another file takes its place: a hang-up.
    const UniqueFd nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
    if (!session_.listener.install(call, {nothing.get(), call.fd()}))
        return Reply::passOn();
    if (!open.readiness.hungUp() || !open.channels.empty())
        return Reply::passOn();
    oss_play_post(&open.dsp.play, now_ns);
    const auto proceed = [&open](std::uint64_t, int interruption) -> std::optional<Reply> {
        // close() never fails with EINTR here: what is queued plays on without the program.
        if (oss_play_drained(&open.dsp.play) || interruption != 0)
            return Reply::passOn();
        return std::nullopt;
    };
    return session_.wait(open, {call, proceed});
}

Reply FdCalls::closeRange(const Trapped& call)
{
    const auto first = static_cast<unsigned>(call.args[0]);
    const auto last = static_cast<unsigned>(call.args[1]);
    for (int fd = session_.range.first; fd <= session_.range.last; ++fd)
        if (static_cast<unsigned>(fd) >= first && static_cast<unsigned>(fd) <= last)
            session_.lookup.forget(fd);
    return Reply::passOn();
}

Reply FdCalls::answer(const Trapped& call, Listener::Install what)
{
    if (what.fd < 0)
        return Reply::error(EMFILE);
    session_.lookup.forget(what.number);
    const auto installed = session_.listener.installAndAnswer(call, what);
    return installed ? Reply::answered() : Reply::error(installed.error().sys);
}

/// A number outside the range: real data must flow through it.
Reply FdCalls::stream(const Trapped& call, Open& open, int number, bool close_on_exec)
{
    const auto end = open.addChannel();
    return end ? answer(call, {end->get(), number, close_on_exec}) : Reply::error(EMFILE);
}

/// A number in the range, at least `from`.
Reply FdCalls::duplicate(const Trapped& call, Open& open, int from, bool close_on_exec)
{
    const int number = session_.freeNumber(Task(call.tid), from);
    if (number < 0)
        return Reply::error(EMFILE);
    const UniqueFd end = open.readiness.another(Session::endOf(call, call.fd()));
    return answer(call, {end.get(), number, close_on_exec});
}

Reply FdCalls::dupCall(const Trapped& call, Open& open)
{
    // The old idiom `close(1); dup(fd)` relies on the lowest number.
    const Task task(call.tid);
    for (const int standard : {0, 1, 2})
        if (task.isFree(standard))
            return stream(call, open, standard, false);
    return duplicate(call, open, 0, false);
}

Reply FdCalls::dup2Call(const Trapped& call, Found found)
{
    const int target = call.fd(1);
    const bool close_on_exec = call.call == Call::Dup3 && (call.args[2] & O_CLOEXEC) != 0;
    if (!found || target == call.fd()) {
        session_.lookup.forget(target);
        return Reply::passOn();
    }
    if (!session_.range.contains(target))
        return stream(call, *found.open, target, close_on_exec);
    const UniqueFd end = found.open->readiness.another(Session::endOf(call, call.fd()));
    return answer(call, {end.get(), target, close_on_exec});
}

Reply FdCalls::fcntlCall(const Trapped& call, Open& open)
{
    constexpr int largeFile = 0100000;
    const int argument = call.fd(2);
    switch (call.fd(1)) {
    case F_DUPFD:
    case F_DUPFD_CLOEXEC:
        return duplicate(call, open, argument, call.fd(1) == F_DUPFD_CLOEXEC);
    case F_GETFL:
        return Reply::success((open.mode.flags & O_ACCMODE) | largeFile |
                              (open.dsp.nonblock ? O_NONBLOCK : 0));
    case F_SETFL:
        open.dsp.nonblock = (argument & O_NONBLOCK) != 0;
        return Reply::passOn();
    default:
        return Reply::passOn();
    }
}

}  // namespace dsproxy::process

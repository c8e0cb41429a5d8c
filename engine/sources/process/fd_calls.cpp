// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/fd_calls.h"

#include "engine/sources/process/closing.h"
#include "engine/sources/process/path_calls.h"
#include "engine/sources/process/references.h"

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
    if (call.call == Call::ExitGroup)
        return exitCall(call, now_ns);
    if (call.call == Call::SocketCall)
        return socketCall(call, now_ns);
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
        return duplicate(call, *found.open, 0, false);
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
    session_.device.settle(open, now_ns, Session::endOf(call, call.fd()));
    if (!drainsAtClose(open))
        return Reply::passOn();
    const References references = referencesOf(open, Task(call.tid).process());
    if (references.inside > 1 || references.outside > 0)
        return Reply::passOn();
    oss_play_post(&open.dsp.play, now_ns);
    const auto proceed = [&open](std::uint64_t, Interruption interruption) -> std::optional<Reply> {
        // close() never fails with EINTR here: what is queued plays on without the program.
        if (!drainsAtClose(open) || interruption)
            return Reply::passOn();
        return std::nullopt;
    };
    return session_.wait(open, {call, proceed});
}

/// `cat song > /dev/dsp && echo done`: the end of a process is the close of what it alone holds.
Reply FdCalls::exitCall(const Trapped& call, std::uint64_t now_ns)
{
    std::vector<Open*> held;
    const pid_t process = Task(call.tid).process();
    for (Open& open : session_.device.opens()) {
        if (!drainsAtClose(open) && open.channels.empty())
            continue;
        const References references = referencesOf(open, process);
        if (references.inside > 0 && references.outside == 0)
            held.push_back(&open);
    }
    if (held.empty())
        return Reply::passOn();
    // Nobody else can let go of them, so they stay as long as the process waits.
    const auto proceed = [held](std::uint64_t now,
                                Interruption interruption) -> std::optional<Reply> {
        for (Open* open : held)
            oss_play_post(&open->dsp.play, now);
        if (interruption || std::ranges::none_of(held, [](const Open* open) {
                return drainsAtClose(*open) || hasUntaken(*open);
            }))
            return Reply::passOn();
        return std::nullopt;
    };
    session_.touched = held.front();
    held.front()->due_ns = now_ns;
    return session_.wait(*held.front(), {call, proceed});
}

/// The old 32-bit interface: one number for all socket calls, their arguments in memory.
Reply FdCalls::socketCall(const Trapped& call, std::uint64_t now_ns)
{
    const auto fd = Task(call.tid).readValue<std::int32_t>(call.args[1]);
    const bool ours = fd && session_.range.contains(*fd) && session_.find(call, *fd, now_ns);
    return ours ? Reply::error(ENOTSOCK) : Reply::passOn();
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

/// A number in the range, at least `from`; but the old idiom `close(1); dup(fd)` must give 1.
Reply FdCalls::duplicate(const Trapped& call, Open& open, int from, bool close_on_exec)
{
    const Task task(call.tid);
    for (int standard = from; standard <= STDERR_FILENO; ++standard)
        if (standard >= 0 && task.isFree(standard))
            return stream(call, open, standard, close_on_exec);
    const int number = session_.freeNumber(task, from);
    if (number < 0)
        return Reply::error(EMFILE);
    const UniqueFd end = open.readiness.another(Session::endOf(call, call.fd()));
    return answer(call, {end.get(), number, close_on_exec});
}

Reply FdCalls::dup2Call(const Trapped& call, Found found)
{
    const int target = call.fd(1);
    const bool close_on_exec = call.call == Call::Dup3 && (call.args[2] & O_CLOEXEC) != 0;
    if (!found || target == call.fd()) {
        session_.lookup.forget(target);
        return Reply::passOn();
    }
    if (target < 0)
        return Reply::error(EBADF);
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
        if (argument < 0)
            return Reply::error(EINVAL);
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

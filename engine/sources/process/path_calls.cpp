// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/path_calls.h"

#include "engine/sources/process/closing.h"
#include "engine/sources/process/stat_reply.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cerrno>

namespace dsproxy::process {

namespace {

bool hasDirectory(Call call)
{
    switch (call) {
    case Call::Openat:
    case Call::Openat2:
    case Call::Fstatat:
    case Call::Statx:
    case Call::Faccessat:
    case Call::Readlinkat:
    case Call::Execveat:
        return true;
    default:
        return false;
    }
}

Address pathArgument(const Trapped& call)
{
    return call.args[hasDirectory(call.call) ? 1 : 0];
}

/// The program may open more files than its soft limit says for as long as one call takes.
class RaisedLimit {
public:
    RaisedLimit(pid_t tid, int number) : process_(Task(tid).process())
    {
        if (::prlimit(process_, RLIMIT_NOFILE, nullptr, &old_) < 0 ||
            old_.rlim_cur > static_cast<rlim_t>(number))
            return;
        rlimit raised = old_;
        raised.rlim_cur = static_cast<rlim_t>(number) + 1;
        raised.rlim_max = std::max(raised.rlim_max, raised.rlim_cur);
        changed_ = ::prlimit(process_, RLIMIT_NOFILE, &raised, nullptr) == 0;
    }
    RaisedLimit(const RaisedLimit&) = delete;
    RaisedLimit& operator=(const RaisedLimit&) = delete;
    ~RaisedLimit()
    {
        if (changed_)
            ::prlimit(process_, RLIMIT_NOFILE, &old_, nullptr);
    }

private:
    pid_t process_;
    rlimit old_{};
    bool changed_ = false;
};

}  // namespace

Reply PathCalls::handle(const Trapped& call, std::uint64_t now_ns)
{
    switch (call.call) {
    case Call::Open:
    case Call::Openat:
    case Call::Openat2:
    case Call::Creat:
        return openCall(call, now_ns);
    case Call::Stat:
    case Call::Lstat:
    case Call::Fstatat:
    case Call::Statx:
        return statCall(call, now_ns);
    case Call::Access:
    case Call::Faccessat:
        return accessCall(call);
    case Call::Readlink:
    case Call::Readlinkat:
        return readlinkCall(call);
    case Call::Getxattr:
        return attributeCall(call, Reply::error(ENODATA));
    case Call::Listxattr:
        return attributeCall(call, Reply::success(0));
    case Call::Execve:
    case Call::Execveat:
        return execCall(call);
    default:
        return Reply::passOn();
    }
}

NodeLookup PathCalls::nodeOf(const Trapped& call, bool follow)
{
    const Task task(call.tid);
    const auto path = task.readPath(pathArgument(call));
    if (!path && path.error() == EPERM)
        tellUnreadable(task);
    if (!path)
        return {};
    const int directory = hasDirectory(call.call) ? call.fd() : AT_FDCWD;
    const auto descriptors = [this](const FileIdentity& file) -> std::optional<DeviceNode> {
        const Found found = session_.lookup.byIdentity(file);
        return found ? std::optional(found.open->node) : std::nullopt;
    };
    const NodeLookup found = nodeAt(task, {directory, *path, follow}, descriptors);
    // Passing on what a dead caller asked is harmless: only what is ours is worth the question.
    const bool ours = found.node || found.error != 0;
    return !ours || session_.listener.valid(call) ? found : NodeLookup{};
}

/// A program that may not be read (it dropped privilege, or hides its memory) gets no device.
void PathCalls::tellUnreadable(const Task& task)
{
    if (std::exchange(told_unreadable_, true))
        return;
    tellNote(NoteCode::UnreadableProgram, task.tid(), task.comm());
}

void PathCalls::tellNote(NoteCode code, pid_t tid, const std::string& program)
{
    Event note{};
    note.kind = EventKind::Note;
    note.value = static_cast<std::uint32_t>(code);
    note.time_ns = monotonicNow();
    note.pid = tid;
    program.copy(note.comm, sizeof note.comm - 1);
    session_.device.push(note);
}

template <class Answer> Reply PathCalls::onNode(const Trapped& call, bool follow, Answer answer)
{
    const NodeLookup found = nodeOf(call, follow);
    if (found.error != 0)
        return Reply::error(found.error);
    return found.node ? answer(*found.node) : Reply::passOn();
}

std::expected<int, int> PathCalls::openFlags(const Trapped& call) const
{
    switch (call.call) {
    case Call::Open:
        return static_cast<int>(call.args[1]);
    case Call::Openat:
        return static_cast<int>(call.args[2]);
    case Call::Openat2: {
        const auto how = Task(call.tid).readValue<std::uint64_t>(call.args[2]);
        return how ? std::expected<int, int>(static_cast<int>(*how)) : std::unexpected(how.error());
    }
    default:  // creat()
        return O_CREAT | O_WRONLY | O_TRUNC;
    }
}

Reply PathCalls::openCall(const Trapped& call, std::uint64_t now_ns)
{
    const auto flags = openFlags(call);
    if (!flags)
        return Reply::passOn();
    return onNode(call, !(*flags & O_NOFOLLOW),
                  [&](DeviceNode node) { return open(call, node, *flags, now_ns); });
}

Reply PathCalls::open(const Trapped& call, DeviceNode node, int flags, std::uint64_t now_ns)
{
    if (flags & O_DIRECTORY)
        return Reply::error(ENOTDIR);
    if (flags & O_PATH)
        return Reply::passOn();
    if ((flags & O_CREAT) && (flags & O_EXCL))
        return Reply::error(EEXIST);
    const int access = flags & O_ACCMODE;
    const OpenMode mode{.read = access != O_WRONLY,
                        .write = access != O_RDONLY,
                        .exclusive = (flags & O_EXCL) != 0,
                        .nonblock = (flags & O_NONBLOCK) != 0,
                        .flags = flags,
                        .free_running = session_.device.freeRunning()};
    if (node.node == OSS_NODE_SNDSTAT && mode.write)
        return Reply::error(EACCES);
    removeClosed(now_ns);
    if (const int error = session_.device.admits(node, mode))
        return refuse(call, node, mode, {}, error, now_ns);
    const ProgramRules rules = node.isDsp()
                                   ? ProgramRules::of(session_.device.rules(), Task(call.tid), mode)
                                   : ProgramRules();
    const OpenMode left = rules.restricted(mode);
    if (!left.read && !left.write)
        return refuse(call, node, mode, rules, EINVAL, now_ns);
    return openAs(call, node, left, rules, now_ns);
}

/// What was closed just before is closed in the log too, and no hindrance to O_EXCL.
void PathCalls::removeClosed(std::uint64_t now_ns)
{
    auto& opens = session_.device.opens();
    for (auto it = opens.begin(); it != opens.end();) {
        Open& old = *it++;
        noticeHangUps(session_.device, old, now_ns);
        session_.removeIfClosed(old, now_ns);
    }
}

/// In the log it is an open too, of no stream.
Reply PathCalls::refuse(const Trapped& call, DeviceNode node, OpenMode mode,
                        const ProgramRules& rules, int error, std::uint64_t now_ns)
{
    Device& device = session_.device;
    const Actor actor = session_.lookup.actor(Task(call.tid), now_ns);
    Event refused{};
    refused.kind = EventKind::Opened;
    refused.time_ns = now_ns;
    refused.node = node.code();
    refused.mode = static_cast<std::uint16_t>(mode.flags & (O_ACCMODE | O_NONBLOCK));
    refused.error = error;
    refused.pid = actor.tid;
    actor.comm.copy(refused.comm, sizeof refused.comm - 1);
    device.push(refused);
    rules.describe(refused, [&](const Event& event) { device.push(event); });
    return Reply::error(error);
}

Reply PathCalls::openAs(const Trapped& call, DeviceNode node, OpenMode mode,
                        const ProgramRules& rules, std::uint64_t now_ns)
{
    Device& device = session_.device;
    auto made = Readiness::create(mode.read && mode.write ? Readiness::Mode::Both
                                  : mode.read             ? Readiness::Mode::Read
                                                          : Readiness::Mode::Write);
    if (!made)
        return Reply::error(ENFILE);
    const Actor actor = session_.lookup.actor(Task(call.tid), now_ns);
    Open& open = device.add(node, mode, std::move(made->readiness), actor, now_ns);
    rules.apply(open.dsp, now_ns);
    open.rebaseFrames(0);
    session_.touched = &open;
    const Event opened = device.event(open, EventKind::Opened, now_ns, actor);
    device.push(opened);
    rules.describe(opened, [&](const Event& event) { device.push(event); });
    const Reply reply = install(call, open, std::move(made->program_end), mode.flags);
    if (reply.kind == Reply::Kind::Errno) {
        session_.touched = nullptr;
        device.remove(open, now_ns);
    }
    return reply;
}

Reply PathCalls::install(const Trapped& call, Open& open, UniqueFd program_end, int flags)
{
    const Task task(call.tid);
    const int number = session_.freeNumber(task);
    if (number < 0)
        return Reply::error(EMFILE);
    session_.lookup.forget(number);
    open.number = number;
    const Listener::Install what{program_end.get(), number, (flags & O_CLOEXEC) != 0};
    auto installed = session_.listener.installAndAnswer(call, what);
    if (!installed && installed.error().sys == EBADF) {
        const RaisedLimit raised(call.tid, number);
        installed = session_.listener.installAndAnswer(call, what);
    }
    if (installed)
        return Reply::answered();
    open.number = -1;
    if (installed.error().sys == EBADF)
        return installOutsideRange(call, open, flags);
    return Reply::error(installed.error().sys == ENOENT ? EINTR : installed.error().sys);
}

Reply PathCalls::installOutsideRange(const Trapped& call, Open& open, int flags)
{
    auto end = open.addChannel();
    if (!end)
        return Reply::error(ENFILE);
    Event note = session_.device.event(open, EventKind::Note, monotonicNow(), {});
    note.value = static_cast<std::uint32_t>(NoteCode::LowNumber);
    session_.device.push(note);
    const auto installed =
        session_.listener.installAndAnswer(call, {end->get(), -1, (flags & O_CLOEXEC) != 0});
    return installed ? Reply::answered() : Reply::error(EMFILE);
}

Reply PathCalls::statCall(const Trapped& call, std::uint64_t now_ns)
{
    const bool at = call.call == Call::Fstatat || call.call == Call::Statx;
    const std::uint64_t flags = call.call == Call::Fstatat ? call.args[3]
                                : call.call == Call::Statx ? call.args[2]
                                                           : 0;
    const Address to = call.call == Call::Statx ? call.args[4] : call.args[at ? 2 : 1];
    const Found found = at ? session_.findArgument(call, 0, now_ns) : Found{};
    if (found && (flags & AT_EMPTY_PATH)) {
        // fstat() in disguise: an empty path and one of our numbers.
        return answerStat(call, session_, found.open->node, to, call.call == Call::Statx);
    }
    const bool follow = call.call != Call::Lstat && !(flags & AT_SYMLINK_NOFOLLOW);
    return onNode(call, follow, [&](DeviceNode node) {
        return answerStat(call, session_, node, to, call.call == Call::Statx);
    });
}

Reply answerStat(const Trapped& call, const Session& session, DeviceNode node, Address to,
                 bool statx)
{
    const StatLayout layout = statx                   ? StatLayout::Statx
                              : call.abi == Abi::I386 ? StatLayout::Stat64I386
                                                      : StatLayout::Native64;
    if (!session.listener.valid(call))
        return Reply::passOn();
    const auto written = Task(call.tid).write(to, statReply(node, layout));
    return written ? Reply::success() : Reply::error(written.error());
}

Reply PathCalls::accessCall(const Trapped& call)
{
    const auto mode = static_cast<int>(call.args[call.call == Call::Access ? 1 : 2]);
    return onNode(call, true, [&](DeviceNode) {
        return mode & X_OK ? Reply::error(EACCES) : Reply::success();
    });
}

Reply PathCalls::readlinkCall(const Trapped& call)
{
    // realpath() goes on when a component is there and no link.
    return onNode(call, false, [](DeviceNode) { return Reply::error(EINVAL); });
}

/// `ls -l` asks for access lists: a device node has none.
Reply PathCalls::attributeCall(const Trapped& call, Reply none)
{
    return onNode(call, true, [&](DeviceNode) { return none; });
}

Reply PathCalls::execCall(const Trapped& call)
{
    // exec closes descriptors and renames the task, unseen by any other trap.
    session_.lookup.forgetAll();
    if (!set_uid_ignored_ || told_set_uid_)
        return Reply::passOn();
    const Task task(call.tid);
    const auto path = task.readPath(pathArgument(call));
    struct stat status;
    const std::string seen =
        path && !path->starts_with('/') ? task.cwd() + '/' + *path : path.value_or(std::string());
    if (::stat(seen.c_str(), &status) < 0 || !(status.st_mode & S_ISUID) ||
        status.st_uid == ::getuid())
        return Reply::passOn();
    told_set_uid_ = true;
    tellNote(NoteCode::SetUidIgnored, call.tid, seen.substr(seen.rfind('/') + 1));
    return Reply::passOn();
}

}  // namespace dsproxy::process

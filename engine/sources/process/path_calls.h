// SPDX-License-Identifier: GPL-2.0-or-later
/// Calls that name a file: open, stat, access, readlink, exec.
#pragma once

#include "engine/sources/process/program_rules.h"
#include "engine/sources/process/session.h"

namespace dsproxy::process {

class PathCalls {
public:
    /// Without privilege the kernel ignores set-uid bits of what the program executes.
    PathCalls(Session& session, bool set_uid_ignored)
        : session_(session), set_uid_ignored_(set_uid_ignored)
    {
    }
    Reply handle(const Trapped& call, std::uint64_t now_ns);

private:
    NodeLookup nodeOf(const Trapped& call, bool follow);
    template <class Answer> Reply onNode(const Trapped& call, bool follow, Answer answer);
    std::expected<int, int> openFlags(const Trapped& call) const;
    Reply openCall(const Trapped& call, std::uint64_t now_ns);
    Reply open(const Trapped& call, DeviceNode node, int flags, std::uint64_t now_ns);
    Reply openAs(const Trapped& call, DeviceNode node, OpenMode mode, const ProgramRules& rules,
                 std::uint64_t now_ns);
    Reply refuse(const Trapped& call, DeviceNode node, OpenMode mode, const ProgramRules& rules,
                 int error, std::uint64_t now_ns);
    void removeClosed(std::uint64_t now_ns);
    Reply install(const Trapped& call, Open& open, UniqueFd program_end, int flags);
    Reply installOutsideRange(const Trapped& call, Open& open, int flags);
    Reply statCall(const Trapped& call, std::uint64_t now_ns);
    Reply accessCall(const Trapped& call);
    Reply readlinkCall(const Trapped& call);
    Reply attributeCall(const Trapped& call, Reply none);
    Reply execCall(const Trapped& call);
    void tellUnreadable(const Task& task);
    void tellNote(NoteCode code, pid_t tid, const std::string& program);

    Session& session_;
    bool set_uid_ignored_;
    bool told_set_uid_ = false;
    bool told_unreadable_ = false;
};

/// Copies a device's struct stat into the program, in the layout of the call.
Reply answerStat(const Trapped& call, const Session& session, DeviceNode node, Address to,
                 bool statx);

}  // namespace dsproxy::process

// SPDX-License-Identifier: GPL-2.0-or-later
/// ioctl() on a device: copies the argument in and out around oss/, and tells the log.
#pragma once

#include "engine/sources/process/session.h"

namespace dsproxy::process {

class IoctlCalls {
public:
    explicit IoctlCalls(Session& session) : session_(session) {}
    Reply handle(const Trapped& call, std::uint64_t now_ns);

private:
    Reply otherRequest(const Trapped& call, Open& open);
    Reply answer(const Trapped& call, Open& open, oss_call& request, std::uint64_t now_ns);
    std::optional<Reply> finish(const Trapped& call, Open& open, oss_call& request, Event& event,
                                std::uint64_t now_ns);

    Session& session_;
};

}  // namespace dsproxy::process

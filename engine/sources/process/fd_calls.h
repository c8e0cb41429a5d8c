// SPDX-License-Identifier: GPL-2.0-or-later
/// Calls on the number of a device: close, dup, fcntl, fstat, and what a device cannot do.
#pragma once

#include "engine/sources/process/session.h"

namespace dsproxy::process {

class FdCalls {
public:
    explicit FdCalls(Session& session) : session_(session) {}
    Reply handle(const Trapped& call, std::uint64_t now_ns);

private:
    Reply closeCall(const Trapped& call, Found found, std::uint64_t now_ns);
    Reply socketCall(const Trapped& call, std::uint64_t now_ns);
    Reply closeRange(const Trapped& call);
    Reply exitCall(const Trapped& call, std::uint64_t now_ns);
    Reply dup2Call(const Trapped& call, Found found);
    Reply duplicate(const Trapped& call, Open& open, int from, bool close_on_exec);
    Reply stream(const Trapped& call, Open& open, int number, bool close_on_exec);
    Reply fcntlCall(const Trapped& call, Open& open);
    Reply answer(const Trapped& call, Listener::Install what);

    Session& session_;
};

}  // namespace dsproxy::process

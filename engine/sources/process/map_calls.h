// SPDX-License-Identifier: GPL-2.0-or-later
/// mmap() of a device's buffer.
#pragma once

#include "engine/sources/process/session.h"

namespace dsproxy::process {

/// The kernel maps what the number refers to. So for one call the number refers to the buffer's
/// memfd; at the next call of the program on it the readiness file is put back.
class MapCalls {
public:
    explicit MapCalls(Session& session) : session_(session) {}
    Reply handle(const Trapped& call, std::uint64_t now_ns);

    /// Before any other call on this number: undoes what mmap() needed.
    void giveBack(const Trapped& call, Found found);

private:
    struct Request {
        int fd_argument;
        std::uint64_t length;
        int protection;
        int flags;
        int fd;
        std::uint64_t offset;
    };
    std::optional<Request> requestOf(const Trapped& call) const;
    Reply map(const Trapped& call, Open& open, const Request& request, std::uint64_t now_ns);

    Session& session_;
};

}  // namespace dsproxy::process

// SPDX-License-Identifier: GPL-2.0-or-later
/// What a hanging program waits for.
#pragma once

#include <sys/types.h>

#include <string>

namespace dsproxy::check {

/// One phrase for each process and thread of the group GROUP:
/// "4711 in write(fd 3), 8192 bytes, wchan pipe_write".
std::string blockedCalls(pid_t group);

/// "KILL", "SEGV"; the number when unknown.
std::string signalName(int signal);

}  // namespace dsproxy::check

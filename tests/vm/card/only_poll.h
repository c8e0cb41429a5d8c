// SPDX-License-Identifier: GPL-2.0-or-later
/// Holds a thread to one system call.
#pragma once

namespace dsproxy::test {

/// From now on each system call of this thread but poll(), and those that end the thread, kills
/// the test. False where the kernel has no such filter.
bool allowOnlyPoll();

/// Calls of poll() since then.
int pollCalls();

}  // namespace dsproxy::test

// SPDX-License-Identifier: GPL-2.0-or-later
/// What happens to queued sound when the last descriptor of an open goes.
#pragma once

#include "engine/sources/process/device.h"

namespace dsproxy::process {

/// close() of the last descriptor waits until all is heard. Rule: oss-semantics.md CLOSE.
bool drainsAtClose(const Open& open);

/// Something lies in a data channel that has not reached the stream.
bool hasUntaken(const Open& open);

/// Nothing refers to the open any more: starts what is queued, or drops it, by its policy.
void beginClosing(Device& device, Open& open, std::uint64_t now_ns);

/// Begins to close what the program has let go of.
void noticeHangUps(Device& device, Open& open, std::uint64_t now_ns);

/// The open can be forgotten.
bool closed(const Open& open);

/// Plays what is queued at once, without waiting for the clock: the program was killed.
void flushNow(Device& device, Open& open, std::uint64_t now_ns);

}  // namespace dsproxy::process

// SPDX-License-Identifier: GPL-2.0-or-later
/// stdin, stdout and stderr are the program's: we hold them no longer than we need them.
#pragma once

#include "engine/base/unique_fd.h"

namespace dsproxy::cli {

/// Occupies those that are closed, so that no file of ours gets their numbers; the program finds
/// them closed as they were.
void reserveStandardStreams();
/// A reader of the program's output must see its end when the program has gone, not when we have.
void leaveStandardInput();
void leaveStandardOutput();
/// Moves stderr to a descriptor of our own: what libraries write to it is not heard any more.
UniqueFd takeStandardError();
/// We go on in the background: nobody reads what we would say.
void leaveTerminal();

}  // namespace dsproxy::cli

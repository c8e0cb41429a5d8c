// SPDX-License-Identifier: GPL-2.0-or-later
/// stdin, stdout and stderr are the program's: we hold them no longer than we need them.
#pragma once

namespace dsproxy::cli {

/// A reader of the program's output must see its end when the program has gone, not when we have.
void leaveStandardInput();
void leaveStandardOutput();
/// We go on in the background: nobody reads what we would say.
void leaveTerminal();

}  // namespace dsproxy::cli

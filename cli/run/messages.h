// SPDX-License-Identifier: GPL-2.0-or-later
/// What the command says when something is not as it should be: what happened and what to do next.
/// Each is one line, without the name of the command before it.
#pragma once

#include "engine/base/result.h"
#include "engine/link/launcher_link.h"
#include "engine/recording/notice.h"
#include "engine/seam/event.h"

#include <string>

namespace dsproxy::cli {

/// "/x/demo.wav cannot be opened: Permission denied"
std::string causeText(const Error& error);

/// The same, with what can be done about it.
std::string describe(const Error& error);

/// "the disk is full: 0:00:12.30 are kept in /x/demo.wav; the program plays on"
std::string describe(const Notice& notice);

/// About the program that EVENT, of kind Note, names.
std::string describe(NoteCode code, const Event& event);

/// The link to the service; empty: nothing that people need to know.
std::string describe(const link::LinkNews& news);

/// The log file took no more.
std::string logEndedText(const Error& error);

}  // namespace dsproxy::cli

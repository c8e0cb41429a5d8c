// SPDX-License-Identifier: GPL-2.0-or-later
/// The names that all log formats give to the numbers in an event.
#pragma once

#include "engine/seam/event.h"

#include <string>
#include <string_view>

namespace dsproxy::cli {

/// "opened", "ioctl", "underrun"...
std::string_view kindName(EventKind kind);

/// "set-uid-ignored"...
std::string_view noteName(NoteCode code);

/// "/dev/dsp3" for the code of a node: the name programs know.
std::string nodePath(std::uint16_t node);

/// True for the nodes that carry sound: not the mixer, not sndstat.
bool isDsp(std::uint16_t node);

/// "O_WRONLY|O_NONBLOCK".
std::string modeText(std::uint16_t mode);

/// "AFMT_S16_LE, 2 channels, 44100 Hz".
std::string paramsText(const oss_params& params);

/// "EINVAL"; "errno 4711" for one without a name.
std::string errnoName(int error);

/// "1 byte", "2 bytes".
std::string counted(std::uint64_t count, std::string_view noun);

}  // namespace dsproxy::cli

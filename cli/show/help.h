// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace dsproxy::cli {

inline constexpr std::string_view showHelp = R"(dsproxy show [OPTIONS] FILE

Says what is in a capture file of dsproxy run --capture: when it was made and of which program, its
streams with their formats, calls, underruns and hints. "-" is standard input.

  --json             one JSON object instead of text
  -h, --help         this text

The exit code is 1 when FILE is damaged or cannot be read; what can be read of it is shown.
)";

}  // namespace dsproxy::cli

// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace dsproxy::cli {

inline constexpr std::string_view checkHelp = R"(dsproxy check [DEVICE] [OPTIONS]

Tests how well DEVICE, /dev/dsp without one, keeps to the OSS API.
"dsproxy check --help" lists its options.
)";

}  // namespace dsproxy::cli

// SPDX-License-Identifier: GPL-2.0-or-later
/// One word that `dsproxy` understands. A new one is a folder, a row in subcommands.cpp, a section
/// of the man page.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace dsproxy::cli {

struct Subcommand {
    std::string_view name;     ///< "run"
    std::string_view usage;    ///< "run [OPTIONS] [--] PROGRAM [ARGS]"
    std::string_view summary;  ///< "run PROGRAM with a virtual /dev/dsp"
    std::string_view help;     ///< all of `dsproxy help run`
    int (*main)(std::span<char*> args);  ///< the arguments after the word; returns the exit code
};

/// One line for the user: what is wrong and what to do next. The exit code is exitUsage.
struct UsageError {
    std::string text;
};

inline constexpr int exitUsage = 2;

/// Prints what the user asked to read. Returns the exit code: 1 when stdout takes no more.
int answer(std::string_view text);

/// Prints "dsproxy: TEXT" to stderr. Returns exitUsage.
int complain(const UsageError& error);

}  // namespace dsproxy::cli

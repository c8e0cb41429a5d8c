// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/subcommand.h"

#include <cstdio>

namespace dsproxy::cli {

int answer(std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stdout);
    return std::fflush(stdout) == 0 ? 0 : 1;
}

int complain(const UsageError& error)
{
    std::fprintf(stderr, "dsproxy: %s\n", error.text.c_str());
    return exitUsage;
}

}  // namespace dsproxy::cli

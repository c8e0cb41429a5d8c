// SPDX-License-Identifier: GPL-2.0-or-later
/// What a fuzz target demands. A demand that is not met is a crash, which libFuzzer keeps.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <source_location>

namespace dsproxy::fuzz {

inline void must(bool met, const char* demand,
                 const std::source_location& where = std::source_location::current())
{
    if (met)
        return;
    std::fprintf(stderr, "%s:%u: not met: %s\n", where.file_name(),
                 static_cast<unsigned>(where.line()), demand);
    std::abort();
}

}  // namespace dsproxy::fuzz

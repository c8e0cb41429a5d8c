// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/capture/condition.h"

#include "cli/log/names.h"
#include "cli/log/utf8.h"

#include <format>

namespace dsproxy::cli {

std::string damageText(const std::string& file, std::uint64_t damaged_bytes)
{
    return std::format("{} is damaged: {} of it could not be used", printable(file),
                       counted(damaged_bytes, "byte"));
}

std::string cutOffText(const std::string& file)
{
    return std::format("{} has no end: its writer was killed or its disk was full",
                       printable(file));
}

}  // namespace dsproxy::cli

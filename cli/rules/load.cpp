// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/rules/load.h"

#include "engine/files/user_folders.h"
#include "engine/rules/rule_file.h"
#include "engine/rules/users.h"

#include <sys/stat.h>

#include <string_view>

namespace dsproxy::cli {

namespace {

/// False also where a folder cannot be searched: another user's home, as after setpriv(1).
bool isThere(const std::string& path)
{
    struct stat status;
    return ::stat(path.c_str(), &status) == 0;
}

}  // namespace

std::optional<std::string> userRulesFile()
{
    return configFile("rules");
}

Result<LoadedRules> loadRules(const std::optional<std::string>& file)
{
    const auto path = file ? file : userRulesFile();
    if (!path)
        return LoadedRules{};
    const auto text = readRules(*path);
    if (text) {
        LoadedRules loaded{*path, RuleTable::parse(*text)};
        loaded.table.resolveUsers(systemUser);
        return loaded;
    }
    if (!file && !isThere(*path))
        return LoadedRules{};
    return std::unexpected(text.error());
}

}  // namespace dsproxy::cli

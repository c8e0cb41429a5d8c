// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/rules/load.h"

#include "engine/rules/rule_file.h"
#include "engine/rules/users.h"

#include <sys/stat.h>

#include <cstdlib>
#include <string_view>

namespace dsproxy::cli {

namespace {

/// As XDG wants it, a path that is relative counts as none.
std::optional<std::string> folderIn(const char* variable)
{
    const char* value = std::getenv(variable);
    if (!value || *value != '/')
        return std::nullopt;
    return value;
}

/// False also where a folder cannot be searched: another user's home, as after setpriv(1).
bool isThere(const std::string& path)
{
    struct stat status;
    return ::stat(path.c_str(), &status) == 0;
}

}  // namespace

std::optional<std::string> userRulesFile()
{
    if (const auto config = folderIn("XDG_CONFIG_HOME"))
        return *config + "/dsproxy/rules";
    if (const auto home = folderIn("HOME"))
        return *home + "/.config/dsproxy/rules";
    return std::nullopt;
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

// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/files/user_folders.h"

#include <cstdlib>

namespace dsproxy {

namespace {

/// A path that is relative counts as none.
std::optional<std::string> folderIn(const char* variable)
{
    const char* value = std::getenv(variable);
    if (!value || *value != '/')
        return std::nullopt;
    return value;
}

std::optional<std::string> fileIn(const char* variable, const char* below_home,
                                  const std::string& name)
{
    if (const auto folder = folderIn(variable))
        return *folder + "/dsproxy/" + name;
    if (const auto home = folderIn("HOME"))
        return *home + below_home + "/dsproxy/" + name;
    return std::nullopt;
}

}  // namespace

std::optional<std::string> configFile(const std::string& name)
{
    return fileIn("XDG_CONFIG_HOME", "/.config", name);
}

std::optional<std::string> stateFile(const std::string& name)
{
    return fileIn("XDG_STATE_HOME", "/.local/state", name);
}

}  // namespace dsproxy

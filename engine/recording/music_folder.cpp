// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/recording/music_folder.h"

#include <pwd.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace dsproxy {
namespace {

std::string variable(const char* name)
{
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets any
    return value ? value : "";
}

std::string home()
{
    if (std::string named = variable("HOME"); named.starts_with('/'))
        return named;
    std::array<char, 16384> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    ::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found);
    return found ? found->pw_dir : "/";
}

/// A line is XDG_MUSIC_DIR="$HOME/Musik", or with an absolute path.
std::string named(std::string_view line)
{
    constexpr std::string_view key = "XDG_MUSIC_DIR=\"";
    constexpr std::string_view atHome = "$HOME/";
    if (!line.starts_with(key) || !line.ends_with('"') || line.size() <= key.size())
        return {};
    std::string folder;
    for (std::string_view rest = line.substr(key.size(), line.size() - key.size() - 1);
         !rest.empty(); rest.remove_prefix(1)) {
        if (rest.starts_with('\\') && rest.size() > 1)
            rest.remove_prefix(1);
        folder += rest.front();
    }
    if (folder.starts_with(atHome))
        return home() + "/" + folder.substr(atHome.size());
    return folder.starts_with('/') ? folder : std::string();
}

std::string desktopMusic()
{
    std::string config = variable("XDG_CONFIG_HOME");
    if (!config.starts_with('/'))
        config = home() + "/.config";
    std::ifstream file(config + "/user-dirs.dirs");
    std::string found;
    for (std::string line; std::getline(file, line);)
        if (std::string folder = named(line); !folder.empty())
            found = std::move(folder);
    return found;
}

}  // namespace

std::string musicFolder()
{
    const std::string music = desktopMusic();
    return std::filesystem::path(music.empty() ? home() + "/Music" : music) / "dsproxy";
}

std::string recordingFolder(const std::string& folder)
{
    if (folder.empty())
        return musicFolder();
    if (folder == "~" || folder.starts_with("~/"))
        return home() + folder.substr(1);
    return folder;
}

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
/// A configuration of ALSA for one test, in place of the system's.
#pragma once

#include <alsa/asoundlib.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace dsproxy::test {

/// Of one test at a time: alsa-lib finds it by the environment.
class AlsaConfiguration {
public:
    /// "@" in TEXT stands for the test's own folder.
    explicit AlsaConfiguration(std::string text)
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "card.XXXXXX").string();
        folder_ = ::mkdtemp(pattern.data());
        for (std::size_t at; (at = text.find('@')) != std::string::npos;)
            text.replace(at, 1, folder_.string());
        std::ofstream(folder_ / "asoundrc") << text;
        snd_config_update_free_global();
        ::setenv("ALSA_CONFIG_PATH", (folder_ / "asoundrc").c_str(), 1);
    }
    ~AlsaConfiguration()
    {
        snd_config_update_free_global();
        ::unsetenv("ALSA_CONFIG_PATH");
        std::filesystem::remove_all(folder_);
    }

    std::filesystem::path path(const std::string& name) const { return folder_ / name; }
    std::vector<std::byte> bytes(const std::string& name) const
    {
        std::ifstream file(path(name), std::ios::binary);
        const std::string text(std::istreambuf_iterator<char>(file), {});
        std::vector<std::byte> bytes(text.size());
        std::ranges::transform(text, bytes.begin(), [](char c) { return std::byte(c); });
        return bytes;
    }

private:
    std::filesystem::path folder_;
};

}  // namespace dsproxy::test

// SPDX-License-Identifier: GPL-2.0-or-later
/// alsa-lib of the process has the cards that a test says, and no others.
#pragma once

#include <alsa/asoundlib.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace dsproxy {

/// A folder whose asound.conf is all the configuration that there is.
class AlsaConfiguration {
public:
    explicit AlsaConfiguration(const std::string& text)
    {
        std::string name =
            (std::filesystem::temp_directory_path() / "dsproxy-alsa-XXXXXX").string();
        if (::mkdtemp(name.data()))
            folder_ = name;
        std::ofstream(folder_ / "asound.conf") << text;
        ::setenv("ALSA_CONFIG_PATH", (folder_ / "asound.conf").c_str(), 1);
    }
    AlsaConfiguration(const AlsaConfiguration&) = delete;
    AlsaConfiguration& operator=(const AlsaConfiguration&) = delete;
    ~AlsaConfiguration()
    {
        ::snd_config_update_free_global();
        std::filesystem::remove_all(folder_);
    }

private:
    std::filesystem::path folder_;
};

}  // namespace dsproxy

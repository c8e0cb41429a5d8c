// SPDX-License-Identifier: GPL-2.0-or-later
/// What the user has set for the service: a text file of "name = value" lines.
#pragma once

#include "engine/base/result.h"
#include "engine/base/units.h"

#include <string>
#include <string_view>
#include <vector>

namespace dsproxy {

struct Settings {
    static constexpr std::uint32_t schema = 1;

    /// Where sound goes that no rule sends elsewhere, in order of preference.
    std::vector<std::string> output{"desktop", "card:default"};
    /// The same for those who open /dev/dspN, N from 0 on, and /dev/adspN; "" and what is not
    /// there: the output.
    std::vector<std::string> dsp_map = {};
    std::vector<std::string> adsp_map = {};
    std::vector<std::string> input = {};  ///< what programs record; none: silence
    std::string mixer_card =
        {};  ///< that programs' mixers move, "hw:0"; empty: each its own volume
    Nanoseconds latency{40'000'000};  ///< of a live sink's buffer
    std::uint32_t log_events = 16384;  ///< kept in memory
    std::uint32_t log_days = 0;  ///< of the log on disk; 0: nothing is written there
    std::uint32_t log_mib = 64;  ///< of the same
    Nanoseconds pre_roll{0};  ///< of each stream, always kept; 0: off
    std::string recording_name = "%p %d %t";
    std::string recording_folder = {};  ///< empty: in the user's music

    bool operator==(const Settings&) const = default;
};

struct SettingsFault {
    std::size_t line;  ///< from 1
    std::string text;
};

struct ParsedSettings {
    Settings settings;
    std::vector<SettingsFault> faults;  ///< lines that have no effect
    std::uint32_t schema = 0;  ///< that the text is written in; 0: it does not say
};

/// Any text. A line that makes no sense, or a name of a later version, takes no other with it.
ParsedSettings parseSettings(std::string_view text);

/// TEXT with SETTINGS in it: comments, order and lines that are not understood stay.
std::string settingsText(const Settings& settings, std::string_view text);

/// Settings of PATH; the defaults when it is not there. Whatever else is wrong: an error.
Result<ParsedSettings> loadSettings(const std::string& path);
/// All or nothing; the folder is made.
Result<void> saveSettings(const std::string& path, const Settings& settings);

}  // namespace dsproxy

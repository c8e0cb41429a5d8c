// SPDX-License-Identifier: GPL-2.0-or-later
/// Which control of a card a channel of the mixer moves, in the syntax of the oss_mixer files that
/// ALSA has in /proc: `VOLUME "Master" 0`.
#pragma once

#include "oss/mixer.h"

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dsproxy {

/// What is wrong with a line.
struct MixerTableFault {
    enum class What {
        UnknownChannel,  ///< word is no name of a channel
        MissingControl,  ///< the channel's name is all there is
        OpenQuote,       ///< a quotation that does not end
        BadControl,      ///< word has control characters, is too long, or no quote fits
        NotAnIndex,      ///< word should be a number from 0 to 16383
        Surplus,         ///< word follows the index
    };
    What what;
    std::string word;
    std::size_t line = 0;  ///< from 1; 0: a line that is in no file
};

/// Channels that no line is about have ALSA's own controls. Of several lines for one channel the
/// last counts. Pure: opens no file. Reading it from several threads is safe while nobody changes
/// it.
class OssMixerTable {
public:
    /// The base of the control's name: "PCM" stands for "PCM Playback Volume" and its kin.
    struct Control {
        std::string name;  ///< empty: the channel is not available
        std::uint32_t index = 0;

        bool operator==(const Control&) const = default;
    };
    struct Row {
        std::uint32_t channel = 0;
        Control control;
    };

    /// Any text. Lines that make no sense have no effect, are in faults(), and stay in text().
    static OssMixerTable parse(std::string_view text);
    /// One line without its end; blanks and # are no row.
    static std::expected<std::optional<Row>, MixerTableFault> parseRow(std::string_view line);

    /// Byte for byte what was parsed, apart from rows that were set since.
    std::string text() const;
    const std::vector<MixerTableFault>& faults() const { return faults_; }

    /// CHANNEL is one.
    const Control& control(std::uint32_t channel) const { return controls_[channel]; }
    /// All channels, as the file in /proc lists them; parse() reads the same table from it.
    std::string listing() const;

    /// In place of the line that held for the channel so far, or behind the others.
    void set(const Row& row);

private:
    OssMixerTable();
    struct Line {
        std::string raw;  ///< with its end, if it has one
        std::optional<Row> row;
    };

    std::vector<Line> lines_;
    std::vector<MixerTableFault> faults_;
    std::array<Control, OSS_MIXER_CHANNELS> controls_;
};

}  // namespace dsproxy

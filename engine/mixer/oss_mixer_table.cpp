// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/mixer/oss_mixer_table.h"

#include "engine/mixer/channel_names.h"
#include "engine/rules/rule.h"
#include "oss/abi.h"

#include <algorithm>
#include <charconv>
#include <format>

namespace dsproxy {

namespace {

using What = MixerTableFault::What;

constexpr std::size_t nameMax = 43;  ///< as ALSA keeps it
constexpr std::uint32_t indexMax = 0x3fff;

struct Default {
    std::uint32_t channel;
    const char* name;
    std::uint32_t index;
};

/// ALSA's; RECLEV has none.
constexpr Default defaults[] = {
    {SOUND_MIXER_VOLUME, "Master", 0},
    {SOUND_MIXER_BASS, "Tone Control - Bass", 0},
    {SOUND_MIXER_TREBLE, "Tone Control - Treble", 0},
    {SOUND_MIXER_SYNTH, "Synth", 0},
    {SOUND_MIXER_PCM, "PCM", 0},
    {SOUND_MIXER_SPEAKER, "PC Speaker", 0},
    {SOUND_MIXER_LINE, "Line", 0},
    {SOUND_MIXER_MIC, "Mic", 0},
    {SOUND_MIXER_CD, "CD", 0},
    {SOUND_MIXER_IMIX, "Monitor Mix", 0},
    {SOUND_MIXER_ALTPCM, "PCM", 1},
    {SOUND_MIXER_IGAIN, "Capture", 0},
    {SOUND_MIXER_OGAIN, "Playback", 0},
    {SOUND_MIXER_LINE1, "Aux", 0},
    {SOUND_MIXER_LINE2, "Aux", 1},
    {SOUND_MIXER_LINE3, "Aux", 2},
    {SOUND_MIXER_DIGITAL1, "Digital", 0},
    {SOUND_MIXER_DIGITAL2, "Digital", 1},
    {SOUND_MIXER_DIGITAL3, "Digital", 2},
    {SOUND_MIXER_PHONEIN, "Phone", 0},
    {SOUND_MIXER_PHONEOUT, "Phone", 1},
    {SOUND_MIXER_VIDEO, "Video", 0},
    {SOUND_MIXER_RADIO, "Radio", 0},
    {SOUND_MIXER_MONITOR, "Monitor", 0},
};

std::unexpected<MixerTableFault> fault(What what, std::string_view word)
{
    return std::unexpected(MixerTableFault{what, std::string(word)});
}

bool isControlName(std::string_view name)
{
    const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7f; };
    const bool fits_a_quote = name.find('"') == name.npos || name.find('\'') == name.npos;
    return name.size() <= nameMax && fits_a_quote && std::ranges::none_of(name, is_control);
}

/// Takes the first word off REST.
std::expected<FirstWord, MixerTableFault> take(std::string_view& rest)
{
    const auto first = firstWord(rest);
    if (!first)
        return fault(What::OpenQuote, first.error().word);
    rest = first->rest;
    return *first;
}

bool isNothing(const FirstWord& word)
{
    return !word.quoted && (word.word.empty() || word.word.starts_with('#'));
}

/// ALSA takes no number for 0.
std::expected<std::uint32_t, MixerTableFault> takeIndex(std::string_view& rest)
{
    const auto first = take(rest);
    if (!first)
        return std::unexpected(first.error());
    if (isNothing(*first)) {
        rest = {};
        return 0;
    }
    const std::string_view word = first->word;
    std::uint32_t index = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), index);
    if (error != std::errc() || end != word.data() + word.size() || index > indexMax)
        return fault(What::NotAnIndex, word);
    return index;
}

std::expected<OssMixerTable::Control, MixerTableFault> takeControl(std::string_view rest)
{
    const auto name = take(rest);
    if (!name)
        return std::unexpected(name.error());
    if (isNothing(*name))
        return fault(What::MissingControl, "");
    if (!isControlName(name->word))
        return fault(What::BadControl, name->word);
    const auto index = takeIndex(rest);
    if (!index)
        return std::unexpected(index.error());
    const auto surplus = take(rest);
    if (!surplus)
        return std::unexpected(surplus.error());
    if (!isNothing(*surplus))
        return fault(What::Surplus, surplus->word);
    return OssMixerTable::Control{std::string(name->word), *index};
}

std::string rowText(std::uint32_t channel, const OssMixerTable::Control& control)
{
    const char quote = control.name.find('"') == std::string::npos ? '"' : '\'';
    return std::format("{} {}{}{} {}\n", mixerChannelName(channel), quote, control.name, quote,
                       control.index);
}

std::string_view withoutEnd(std::string_view raw)
{
    if (raw.ends_with('\n'))
        raw.remove_suffix(1);
    if (raw.ends_with('\r'))
        raw.remove_suffix(1);
    return raw;
}

}  // namespace

OssMixerTable::OssMixerTable()
{
    for (const Default& row : defaults)
        controls_[row.channel] = {row.name, row.index};
}

std::expected<std::optional<OssMixerTable::Row>, MixerTableFault>
OssMixerTable::parseRow(std::string_view line)
{
    const auto first = take(line);
    if (!first)
        return std::unexpected(first.error());
    if (isNothing(*first))
        return std::nullopt;
    const auto channel = mixerChannelNamed(first->word);
    if (!channel)
        return fault(What::UnknownChannel, first->word);
    return takeControl(line).transform(
        [&](const Control& control) { return std::optional(Row{*channel, control}); });
}

OssMixerTable OssMixerTable::parse(std::string_view text)
{
    OssMixerTable table;
    while (!text.empty()) {
        const std::string_view raw = text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1);
        text.remove_prefix(raw.size());
        const auto row = parseRow(withoutEnd(raw));
        table.lines_.push_back({std::string(raw), row.value_or(std::nullopt)});
        if (!row) {
            table.faults_.push_back(row.error());
            table.faults_.back().line = table.lines_.size();
        } else if (*row) {
            table.controls_[(*row)->channel] = (*row)->control;
        }
    }
    return table;
}

std::string OssMixerTable::text() const
{
    std::string text;
    for (const Line& line : lines_)
        text += line.raw;
    return text;
}

std::string OssMixerTable::listing() const
{
    std::string text;
    for (std::uint32_t channel = 0; channel < controls_.size(); ++channel)
        text += rowText(channel, controls_[channel]);
    return text;
}

void OssMixerTable::set(const Row& row)
{
    controls_[row.channel] = row.control;
    const auto held = std::ranges::find_last_if(
        lines_, [&](const Line& line) { return line.row && line.row->channel == row.channel; });
    if (!held.empty()) {
        *held.begin() = {rowText(row.channel, row.control), row};
        return;
    }
    if (!lines_.empty() && !lines_.back().raw.ends_with('\n'))
        lines_.back().raw += '\n';
    lines_.push_back({rowText(row.channel, row.control), row});
}

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/mixer/volumes_text.h"

#include "engine/mixer/channel_names.h"

#include <charconv>
#include <format>
#include <optional>

namespace dsproxy {

namespace {

constexpr std::string_view header = "dsproxy volumes 1";
constexpr std::string_view recordSource = "RECSRC";

std::string_view takeLine(std::string_view& text)
{
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

std::string_view takeWord(std::string_view& line)
{
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, end);
    line.remove_prefix(end);
    return word;
}

std::optional<std::uint32_t> takePercent(std::string_view& line)
{
    const std::string_view word = takeWord(line);
    std::uint32_t percent = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), percent);
    if (error != std::errc() || end != word.data() + word.size() || percent > 100)
        return std::nullopt;
    return percent;
}

std::optional<std::uint32_t> takeSources(std::string_view line)
{
    std::uint32_t sources = 0;
    for (;;) {
        const std::string_view word = takeWord(line);
        if (word.empty())
            return sources;
        const auto channel = mixerChannelNamed(word);
        if (!channel)
            return std::nullopt;
        sources |= 1u << *channel;
    }
}

bool setFrom(std::string_view line, MixerValues& values)
{
    const std::string_view name = takeWord(line);
    if (name == recordSource) {
        const auto sources = takeSources(line);
        if (sources)
            values[recordSourceControl] = asMixerTakes(recordSourceControl, *sources);
        return sources.has_value();
    }
    const auto channel = mixerChannelNamed(name);
    const auto left = takePercent(line);
    const auto right = takePercent(line);
    if (!channel || !left || !right || !takeWord(line).empty())
        return false;
    values[*channel] = asMixerTakes(*channel, mixerVolume(*left, *right));
    return true;
}

std::string sourcesText(std::uint32_t sources)
{
    std::string text(recordSource);
    for (std::uint32_t channel = 0; channel < OSS_MIXER_CHANNELS; ++channel)
        if (sources >> channel & 1)
            text += std::format(" {}", mixerChannelName(channel));
    return text + '\n';
}

}  // namespace

ParsedVolumes parseVolumes(std::string_view text)
{
    ParsedVolumes parsed;
    if (takeLine(text) != header)
        return {.programs = {}, .whole = false};
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        if (line.empty() || line.starts_with('#'))
            continue;
        if (line.starts_with('[') && line.ends_with(']'))
            parsed.programs.push_back(
                {std::string(line.substr(1, line.size() - 2)), untouchedMixer()});
        else if (parsed.programs.empty() || !setFrom(line, parsed.programs.back().values))
            parsed.whole = false;
    }
    return parsed;
}

std::string volumesText(const std::vector<ProgramVolumes>& programs)
{
    const MixerValues untouched = untouchedMixer();
    std::string text = std::format("{}\n", header);
    for (const auto& [program, values] : programs) {
        text += std::format("\n[{}]\n", program);
        for (std::uint32_t channel = 0; channel < OSS_MIXER_CHANNELS; ++channel)
            if (values[channel] != untouched[channel])
                text += std::format("{} {} {}\n", mixerChannelName(channel),
                                    leftOf(values[channel]), rightOf(values[channel]));
        if (values[recordSourceControl] != untouched[recordSourceControl])
            text += sourcesText(values[recordSourceControl]);
    }
    return text;
}

}  // namespace dsproxy

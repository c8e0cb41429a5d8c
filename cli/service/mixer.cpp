// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/service/mixer.h"

#include "cli/log/utf8.h"
#include "cli/service/ask.h"
#include "cli/service/help.h"
#include "cli/service/percent_pair.h"
#include "cli/service/table.h"
#include "engine/files/user_folders.h"
#include "engine/mixer/channel_names.h"
#include "engine/mixer/mixer_table_file.h"
#include "engine/seam/mixer_state.h"

#include <algorithm>
#include <cctype>

namespace dsproxy::cli {

namespace {

using Words = std::vector<std::string>;

std::string volumeText(std::uint32_t value)
{
    return leftOf(value) == rightOf(value) ? std::format("{}", leftOf(value))
                                           : std::format("{}:{}", leftOf(value), rightOf(value));
}

/// "80" or "80:60".
std::optional<std::uint32_t> volumeNamed(std::string_view text)
{
    return percentPair(text, 100).transform(
        [](const PercentPair& pair) { return mixerVolume(pair.left, pair.right); });
}

std::optional<std::uint32_t> channelNamed(std::string name)
{
    std::ranges::transform(name, name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return mixerChannelNamed(name);
}

/// A column for each device, a row for each channel that one of them has moved.
std::string mixersText(const std::vector<Dictionary>& devices)
{
    if (devices.empty())
        return "No program has a mixer now.\n";
    std::vector<Words> rows{{"CHANNEL"}};
    for (const Dictionary& one : devices) {
        const auto program = one.get<std::string>("program");
        rows[0].push_back(std::format("{}: {}", one.get<std::uint32_t>("id"),
                                      printable(program.substr(program.find_last_of('/') + 1))));
    }
    for (std::uint32_t channel = 0; channel < OSS_MIXER_CHANNELS; ++channel) {
        const std::string name(mixerChannelName(channel));
        if (!devices.front().values().contains(name))
            continue;
        Words& row = rows.emplace_back(Words{name});
        for (const Dictionary& one : devices)
            row.push_back(volumeText(one.get<std::uint32_t>(name)));
    }
    return tableText(rows);
}

int show()
{
    return withService([](ServiceClient& service) {
        const auto devices = service.list("ListDevices");
        return devices ? answer(mixersText(*devices)) : failed(devices.error());
    });
}

int set(const Words& words)
{
    const auto device = idNamed(words[0], "device");
    if (!device)
        return complain(device.error());
    const auto channel = channelNamed(words[1]);
    const auto volume = volumeNamed(words[2]);
    if (!channel)
        return complain(
            {std::format("{} is no channel; dsproxy mixer lists them", printable(words[1]))});
    if (!volume)
        return complain(
            {std::format("{} is no volume; write 0 to 100, or LEFT:RIGHT", printable(words[2]))});
    return withService([&](ServiceClient& service) {
        const auto done = service.setMixer(*device, *channel, *volume);
        return done ? 0 : failed(done.error());
    });
}

/// What follows "table" is a line of it, as one word or as several.
int table(const Words& words)
{
    const std::string path = configFile("oss_mixer").value_or("");
    if (words.size() == 1) {
        const auto loaded = loadMixerTable(path);
        return loaded ? answer(loaded->listing()) : failed(loaded.error());
    }
    std::string line;
    for (std::size_t i = 1; i < words.size(); ++i)
        line += (i > 1 ? " " : "") + words[i];
    const auto row = OssMixerTable::parseRow(line);
    if (!row || !*row)
        return complain({std::format("{} is no line of the table; write it as dsproxy mixer table "
                                     "lists them: 'VOLUME \"Master\" 0'",
                                     printable(line))});
    const auto changed = changeMixerTable(path, {**row});
    return changed ? 0 : failed(changed.error());
}

int mixer(const Words& words)
{
    if (words.empty())
        return show();
    if (words.front() == "table")
        return table(words);
    if (words.size() == 3)
        return set(words);
    return complain({"a device, a channel and its volume are wanted; write dsproxy mixer DEVICE "
                     "CHANNEL VOLUME"});
}

}  // namespace

int mixerMain(std::span<char*> args)
{
    return wordsMain("mixer", mixerHelp, args, mixer);
}

}  // namespace dsproxy::cli

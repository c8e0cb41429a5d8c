// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/rules/meaning.h"

#include "cli/log/names.h"
#include "cli/log/utf8.h"

#include <algorithm>
#include <format>

namespace dsproxy::cli {

namespace {

struct Meaning {
    std::string_view word;
    std::string_view playback;
    std::string_view capture = "changes nothing here";
};

constexpr std::string_view nothing = "changes nothing: here no silence is put in";
constexpr std::string_view off = "conversions are off after open; nothing is converted anyway";
constexpr std::string_view on = "conversions are on after open; nothing is converted anyway";
constexpr std::string_view no_capture = "it cannot record";
constexpr std::string_view user = "for this user only";

constexpr Meaning fixed[] = {
    {"disable", "it cannot play; an open for both directions only records",
     "it cannot record; an open for both directions only plays"},
    {"direct", off, off},
    {"block", "writes wait, whatever it chooses", "reads wait, whatever it chooses"},
    {"non-block", "writes do not wait, whatever it chooses",
     "reads do not wait, whatever it chooses"},
    {"partial-frag", "playing starts with the first frame"},
    {"no-silence", nothing, nothing},
    {"buggy-ptr", "SNDCTL_DSP_GETOPTR counts the free fragments"},
    {"mmap", off, off},
    {"small-fragments", "the buffer has eight fragments at least",
     "the buffer has eight fragments at least"},
    {"small-buffer", "the buffer has 4 KiB at most", "the buffer has 4 KiB at most"},
    {"medium-buffer", "the buffer has 16 KiB at most", "the buffer has 16 KiB at most"},
    {"cooked", on, on},
    {"nocapture", no_capture, no_capture},
    {"close=drain", "close waits until all is heard"},
    {"close=drop", "close drops what is queued"},
    {"close=background", "close returns at once, and what is queued plays on"},
    {"pace=real", "it plays at its rate", "it records at its rate"},
    {"pace=free", "it plays as fast as its sound is taken", "it records as fast as it reads"},
    {"unmixed", "it wants the card for itself", "it wants the card for itself"},
    {"nomain", "it has no main slider and no meter", "it has no main slider and no meter"},
    {"mute", "it begins muted", "it begins muted"},
    {"uid=", user, user},
};

std::string volumeText(const StreamPolicy::Volume& volume)
{
    if (volume.left == volume.right)
        return std::format("it begins at {} %", volume.left);
    return std::format("it begins at {} % on the left and {} % on the right", volume.left,
                       volume.right);
}

std::string routeText(const std::vector<std::string>& sinks, Direction direction)
{
    std::string text = direction == Direction::Playback ? "it plays to " : "it records from ";
    for (std::size_t i = 0; i < sinks.size(); ++i) {
        if (i > 0)
            text += i + 1 == sinks.size() ? " and " : ", ";
        text += printable(sinks[i]);
    }
    return text;
}

std::string numbersText(const oss_overrides& overrides)
{
    const std::string bytes = counted(overrides.fragment_bytes, "byte");
    const std::string count = counted(overrides.fragments, "fragment");
    if (overrides.fragments == 0)
        return std::format("fragments of {}, whatever it asks for", bytes);
    if (overrides.fragment_bytes == 0)
        return std::format("{}, whatever it asks for", count);
    return std::format("{} of {}, whatever it asks for", count, bytes);
}

std::string meaning(std::string_view word, const Rule& rule, Direction direction)
{
    if (word.starts_with("volume="))
        return volumeText(*rule.policy.volume);
    if (word.starts_with("format="))
        return "it gets " + paramsText(rule.overrides.format) + ", whatever it asks for";
    if (word.starts_with("route="))
        return routeText(rule.policy.route, direction);
    if (word.starts_with("record="))
        return "its sound is recorded: " + printable(rule.policy.record);
    const auto found = std::ranges::find_if(fixed, [&](const Meaning& one) {
        return word == one.word || (one.word.ends_with('=') && word.starts_with(one.word));
    });
    if (found == std::end(fixed))
        return "is not explained";
    return std::string(direction == Direction::Playback ? found->playback : found->capture);
}

}  // namespace

std::vector<std::string> meanings(const Rule& rule, Direction direction)
{
    std::vector<std::string> texts;
    const oss_overrides& overrides = rule.overrides;
    if (overrides.fragments != 0 || overrides.fragment_bytes != 0)
        texts.push_back(std::format("{} {}: {}", overrides.fragments, overrides.fragment_bytes,
                                    numbersText(overrides)));
    for (const std::string& word : ruleWords(rule))
        texts.push_back(printable(word) + ": " + meaning(word, rule, direction));
    return texts;
}

}  // namespace dsproxy::cli

// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/rules/fault_text.h"

#include "cli/log/names.h"
#include "cli/log/utf8.h"
#include "cli/suggest.h"

#include <format>

namespace dsproxy::cli {

namespace {

std::string unknownOption(const std::string& word)
{
    const std::string shown = printable(word);
    std::string_view meant = suggest(word, ruleOptions());
    if (meant.empty())
        meant = suggest(word.substr(0, word.find('=') + 1), ruleOptions());
    if (meant.empty())
        return shown + " is not an option of a rule; see RULES in dsproxy(1)";
    return std::format("{} is not an option of a rule; did you mean {}?", shown, meant);
}

struct Wanted {
    std::string_view key;
    std::string_view value;
};

constexpr Wanted wanted[] = {
    {"volume=", "volume=0 to volume=100, or volume=LEFT:RIGHT"},
    {"format=", "format=FORMAT/CHANNELS/RATE, as format=S16_LE/2/44100"},
    {"route=", "route=SINK or route=SINK,SINK, in quotes where there is a space or a comma"},
    {"record=", "record=KIND or record=KIND:TEMPLATE, in quotes where there is a space or a comma"},
    {"uid=", "uid=NUMBER or uid=NAME"},
};

std::string badValue(const std::string& word)
{
    for (const Wanted& one : wanted)
        if (word.starts_with(one.key))
            return std::format("{} makes no sense; write {}", printable(word), one.value);
    return printable(word) + " makes no sense";
}

}  // namespace

std::string faultText(const RuleFault& fault)
{
    switch (fault.what) {
    case RuleFault::What::BadName:
        return "the name of the program is empty or cannot be written in a line";
    case RuleFault::What::OpenQuote:
        return std::format("{} begins a quotation that does not end", printable(fault.word));
    case RuleFault::What::MissingNumbers:
        return "a number is missing; write PROGRAM FRAGMENTS FRAGMENT_SIZE, 0 for any";
    case RuleFault::What::NotANumber:
        return std::format("{} is not a number of fragments or bytes", printable(fault.word));
    case RuleFault::What::UnknownOption:
        return unknownOption(fault.word);
    case RuleFault::What::BadValue:
        return badValue(fault.word);
    case RuleFault::What::UnknownSection:
        return std::format("{} is no section, so what follows has no effect; write [playback] or "
                           "[capture]",
                           printable(fault.word));
    }
    return printable(fault.word) + " is wrong";
}

std::vector<std::string> faultTexts(const std::string& file, std::span<const RuleFault> faults,
                                    std::size_t most)
{
    std::vector<std::string> texts;
    for (const RuleFault& fault : faults.first(std::min(most, faults.size())))
        texts.push_back(
            std::format("{}, line {}: {}", printable(file), fault.line, faultText(fault)));
    if (faults.size() > most)
        texts.push_back(std::format("{}: {} more; dsproxy rules {} check lists them",
                                    printable(file), counted(faults.size() - most, "line"),
                                    printable(file)));
    return texts;
}

}  // namespace dsproxy::cli

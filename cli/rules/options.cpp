// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/rules/options.h"

#include "cli/log/utf8.h"
#include "cli/option_parser.h"
#include "cli/suggest.h"

#include <algorithm>
#include <array>
#include <format>
#include <vector>

namespace dsproxy::cli {

namespace {

struct Verb {
    std::string_view word;
    RulesCommand command;
    std::string_view subject;  ///< what it takes, for people; empty: nothing
};

constexpr Verb verbs[] = {
    {"show", RulesCommand::Show, ""},   {"check", RulesCommand::Check, ""},
    {"add", RulesCommand::Add, "RULE"}, {"remove", RulesCommand::Remove, "PROGRAM"},
    {"erase", RulesCommand::Erase, ""}, {"why", RulesCommand::Why, "PROGRAM"},
};

using Words = std::vector<std::string>;

const Verb* find(std::string_view word)
{
    const auto found = std::ranges::find(verbs, word, &Verb::word);
    return found == std::end(verbs) ? nullptr : found;
}

std::unexpected<UsageError> unknownCommand(std::string_view word)
{
    std::array<std::string_view, std::size(verbs)> known;
    std::ranges::transform(verbs, known.begin(), &Verb::word);
    const std::string_view meant = suggest(word, known);
    if (meant.empty())
        return wrong("{0} is not a command of rules; to name a file, write ./{0}", printable(word));
    return wrong("{} is not a command of rules; did you mean {}?", printable(word), meant);
}

Checked setScope(RulesOptions& options, Direction scope)
{
    if (options.scope && *options.scope != scope)
        return wrong("leave out --playback and --capture to mean both");
    options.scope = scope;
    return {};
}

Checked setPlayback(RulesOptions& options, std::string_view)
{
    return setScope(options, Direction::Playback);
}

Checked setCapture(RulesOptions& options, std::string_view)
{
    return setScope(options, Direction::Capture);
}

std::expected<Words, UsageError> takeOptions(std::span<char* const> args, RulesOptions& options)
{
    const Option rows[] = {
        option("playback", 0, "", options, setPlayback),
        option("capture", 0, "", options, setCapture),
        flag("help", 'h', options.help),
    };
    return parseOptions("rules", rows, Operands::AmongOptions, args);
}

/// A rule may be given in several words.
std::string joined(std::span<const std::string> words)
{
    std::string text;
    for (const std::string& word : words)
        text.append(text.empty() ? "" : " ").append(word);
    return text;
}

std::expected<RulesOptions, UsageError> takeCommand(std::span<const std::string> words,
                                                    RulesOptions options)
{
    if (words.empty())
        return options;
    const Verb* verb = find(words.front());
    if (!verb)
        return unknownCommand(words.front());
    options.command = verb->command;
    options.subject = joined(words.subspan(1));
    if (verb->subject.empty() && words.size() > 1)
        return wrong("{} takes nothing more; leave out {}", verb->word, printable(words[1]));
    if (!verb->subject.empty() && options.subject.empty())
        return wrong("{0} needs more; write dsproxy rules {0} {1}", verb->word, verb->subject);
    return options;
}

}  // namespace

std::expected<RulesOptions, UsageError> parseRulesOptions(std::span<char* const> args)
{
    RulesOptions options;
    const auto words = takeOptions(args, options);
    if (!words)
        return std::unexpected(words.error());
    std::span<const std::string> left = *words;
    // A file is told from a mistyped command by what follows, or by its slash or dot.
    if (!left.empty() && !find(left.front())) {
        const bool named = left.front().find_first_of("/.") != std::string::npos;
        if (left.front().empty() || (left.size() == 1 ? !named : !find(left[1]) && !named))
            return unknownCommand(left.front());
        options.file = left.front();
        left = left.subspan(1);
    }
    return takeCommand(left, std::move(options));
}

}  // namespace dsproxy::cli

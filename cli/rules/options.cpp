// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/rules/options.h"

#include "cli/log/utf8.h"
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

using Words = std::vector<std::string_view>;

const Verb* find(std::string_view word)
{
    const auto found = std::ranges::find(verbs, word, &Verb::word);
    return found == std::end(verbs) ? nullptr : found;
}

template <class... Parts>
std::unexpected<UsageError> wrong(std::format_string<Parts...> text, Parts&&... parts)
{
    return std::unexpected(UsageError{std::format(text, std::forward<Parts>(parts)...)});
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

std::expected<Words, UsageError> takeOptions(std::span<char* const> args, RulesOptions& options)
{
    Words words;
    for (std::size_t i = 0; i < args.size(); ++i) {
        const std::string_view word = args[i];
        if (word == "--playback" || word == "--capture") {
            const auto scope = word == "--playback" ? Direction::Playback : Direction::Capture;
            if (options.scope && *options.scope != scope)
                return wrong("leave out --playback and --capture to mean both");
            options.scope = scope;
        } else if (word == "--help" || word == "-h") {
            options.help = true;
        } else if (word == "--") {
            words.insert(words.end(), args.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                         args.end());
            break;
        } else if (word.starts_with('-')) {
            return wrong("{} is not an option of rules; see dsproxy help rules", printable(word));
        } else {
            words.push_back(word);
        }
    }
    return words;
}

/// A rule may be given in several words.
std::string joined(std::span<const std::string_view> words)
{
    std::string text;
    for (const std::string_view word : words)
        text.append(text.empty() ? "" : " ").append(word);
    return text;
}

std::expected<RulesOptions, UsageError> takeCommand(std::span<const std::string_view> words,
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
    std::span<const std::string_view> left = *words;
    // A file is told from a mistyped command by what follows, or by its slash or dot.
    if (!left.empty() && !find(left.front())) {
        const bool named = left.front().find_first_of("/.") != std::string_view::npos;
        if (left.front().empty() || (left.size() == 1 ? !named : !find(left[1]) && !named))
            return unknownCommand(left.front());
        options.file = left.front();
        left = left.subspan(1);
    }
    return takeCommand(left, std::move(options));
}

}  // namespace dsproxy::cli

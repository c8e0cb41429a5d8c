// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/run/options.h"

#include "cli/log/utf8.h"
#include "cli/run/option_values.h"
#include "cli/suggest.h"

#include <algorithm>
#include <array>

namespace dsproxy::cli {

namespace {

struct Option {
    std::string_view name;
    char letter;             ///< 0: none
    std::string_view value;  ///< what it takes, for people; empty: nothing
    Checked (*apply)(RunOptions& options, std::string_view value);
};

constexpr Option table[] = {
    {"record", 0, "FILE", addRecording},
    {"to", 0, "SINK", addSink},
    {"input", 0, "FILE", setInput},
    {"log", 0, "FILE", setLog},
    {"format", 0, "english|strace|json", setFormat},
    {"pace", 0, "realtime|free", setPace},
    {"tag", 0, "KEY=VALUE", addTag},
    {"thorough", 0, "", setThorough},
    {"quiet", 'q', "", setQuiet},
    {"help", 'h', "", setHelp},
};

/// NAME has its dashes.
const Option* find(std::string_view name)
{
    const bool is_long = name.starts_with("--");
    for (const Option& option : table)
        if (is_long ? name.substr(2) == option.name
                    : name.size() == 2 && option.letter != 0 && name[1] == option.letter)
            return &option;
    return nullptr;
}

std::unexpected<UsageError> unknownOption(std::string_view name)
{
    std::array<std::string_view, std::size(table)> names;
    std::ranges::transform(table, names.begin(), &Option::name);
    const std::string_view bare = name.substr(std::min(name.find_first_not_of('-'), name.size()));
    const std::string_view meant = suggest(bare, names);
    if (meant.empty())
        return wrong("{} is not an option of run; see dsproxy help run", printable(name));
    return wrong("{} is not an option of run; did you mean --{}?", printable(name), meant);
}

/// Takes arguments from the front, one option at a time.
class Parser {
public:
    explicit Parser(std::span<char* const> args) : args_(args) {}

    std::expected<RunOptions, UsageError> parse()
    {
        while (!args_.empty() && args_.front()[0] == '-') {
            const std::string_view argument = next();
            if (argument == "--")
                break;
            if (const Checked done = option(argument); !done)
                return std::unexpected(done.error());
        }
        options_.program.assign(args_.begin(), args_.end());
        if (!options_.help && (options_.program.empty() || options_.program.front().empty()))
            return wrong("no program is named; write dsproxy run [OPTIONS] -- PROGRAM [ARGS]");
        return std::move(options_);
    }

private:
    std::string_view next()
    {
        const std::string_view argument = args_.front();
        args_ = args_.subspan(1);
        return argument;
    }

    /// The value after a space. The "--" before PROGRAM is none.
    std::string_view nextValue()
    {
        return args_.empty() || args_.front() == std::string_view("--") ? "" : next();
    }

    Checked option(std::string_view argument)
    {
        const std::size_t equals = argument.starts_with("--") ? argument.find('=') : argument.npos;
        const bool assigned = equals != argument.npos;
        const std::string_view name = argument.substr(0, equals);
        const Option* option = find(name);
        if (!option)
            return unknownOption(name);
        if (option->value.empty())
            return assigned ? wrong("{0} takes no value; write {0}", name)
                            : option->apply(options_, "");
        const std::string_view value = assigned ? argument.substr(equals + 1) : nextValue();
        if (value.empty())
            return wrong("{0} needs a value; write {0} {1}", name, option->value);
        return option->apply(options_, value);
    }

    std::span<char* const> args_;
    RunOptions options_;
};

}  // namespace

std::expected<RunOptions, UsageError> parseRunOptions(std::span<char* const> args)
{
    return Parser(args).parse();
}

}  // namespace dsproxy::cli

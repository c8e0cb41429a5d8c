// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/option_parser.h"

#include "cli/log/utf8.h"
#include "cli/suggest.h"

#include <algorithm>

namespace dsproxy::cli {

namespace {

/// Takes arguments from the front, one option at a time.
class Parser {
public:
    Parser(std::string_view command, std::span<const Option> options, std::span<char* const> args)
        : command_(command), options_(options), args_(args)
    {
    }

    std::expected<std::span<char* const>, UsageError> parse()
    {
        // A dash alone is a file: standard input.
        while (!args_.empty() && args_.front()[0] == '-' && args_.front()[1] != '\0') {
            const std::string_view argument = next();
            if (argument == "--")
                break;
            if (const Checked done = take(argument); !done)
                return std::unexpected(done.error());
        }
        return args_;
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

    /// NAME has its dashes.
    const Option* find(std::string_view name) const
    {
        const bool is_long = name.starts_with("--");
        for (const Option& option : options_)
            if (is_long ? name.substr(2) == option.name
                        : name.size() == 2 && option.letter != 0 && name[1] == option.letter)
                return &option;
        return nullptr;
    }

    std::unexpected<UsageError> unknown(std::string_view name) const
    {
        std::vector<std::string_view> names;
        std::ranges::transform(options_, std::back_inserter(names), &Option::name);
        const std::string_view bare =
            name.substr(std::min(name.find_first_not_of('-'), name.size()));
        if (const std::string_view meant = suggest(bare, names); !meant.empty())
            return wrong("{} is not an option of {}; did you mean --{}?", printable(name), command_,
                         meant);
        return wrong("{} is not an option of {}; see dsproxy help {}", printable(name), command_,
                     command_);
    }

    Checked take(std::string_view argument)
    {
        const std::size_t equals = argument.starts_with("--") ? argument.find('=') : argument.npos;
        const bool assigned = equals != argument.npos;
        const std::string_view name = argument.substr(0, equals);
        const Option* option = find(name);
        if (!option)
            return unknown(name);
        if (option->value.empty())
            return assigned ? wrong("{0} takes no value; write {0}", name) : option->apply("");
        const std::string_view value = assigned ? argument.substr(equals + 1) : nextValue();
        if (value.empty())
            return wrong("{0} needs a value; write {0} {1}", name, option->value);
        return option->apply(value);
    }

    std::string_view command_;
    std::span<const Option> options_;
    std::span<char* const> args_;
};

}  // namespace

std::expected<std::span<char* const>, UsageError>
parseOptions(std::string_view command, std::span<const Option> options, std::span<char* const> args)
{
    return Parser(command, options, args).parse();
}

}  // namespace dsproxy::cli

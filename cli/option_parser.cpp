// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/option_parser.h"

#include "cli/log/utf8.h"
#include "cli/suggest.h"

#include <algorithm>

namespace dsproxy::cli {

namespace {

/// A dash alone is a file: standard input.
bool isOperand(std::string_view argument)
{
    return !argument.starts_with('-') || argument == "-";
}

/// Takes arguments from the front, one option at a time.
class Parser {
public:
    Parser(std::string_view command, std::span<const Option> options, std::span<char* const> args)
        : command_(command), options_(options), args_(args)
    {
    }

    std::expected<std::vector<std::string>, UsageError> parse(Operands operands)
    {
        std::vector<std::string> found;
        while (!args_.empty()) {
            const bool operand = isOperand(args_.front());
            if (operand && operands == Operands::EndOptions)
                break;
            const std::string_view argument = next();
            if (argument == "--")
                break;
            if (operand)
                found.emplace_back(argument);
            else if (const Checked done = take(argument); !done)
                return std::unexpected(done.error());
        }
        found.insert(found.end(), args_.begin(), args_.end());
        return found;
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

    static Checked apply(const Option& option, std::string_view name, std::string_view value)
    {
        if (value.empty())
            return wrong("{0} needs a value; write {0} {1}", name, option.value);
        return option.apply(value);
    }

    Checked take(std::string_view argument)
    {
        const bool is_long = argument.starts_with("--");
        const std::size_t equals = is_long ? argument.find('=') : argument.npos;
        const bool assigned = equals != argument.npos;
        const std::string_view name = argument.substr(0, equals);
        if (const Option* option = find(name)) {
            if (option->value.empty())
                return assigned ? wrong("{0} takes no value; write {0}", name) : option->apply("");
            return apply(*option, name, assigned ? argument.substr(equals + 1) : nextValue());
        }
        // -j4
        const Option* joined = is_long ? nullptr : find(argument.substr(0, 2));
        if (joined && !joined->value.empty())
            return apply(*joined, argument.substr(0, 2), argument.substr(2));
        return unknown(name);
    }

    std::string_view command_;
    std::span<const Option> options_;
    std::span<char* const> args_;
};

}  // namespace

Option flag(std::string_view name, char letter, bool& flag)
{
    return {name, letter, "", [&flag](std::string_view) {
                flag = true;
                return Checked();
            }};
}

std::expected<std::vector<std::string>, UsageError> parseOptions(std::string_view command,
                                                                 std::span<const Option> options,
                                                                 Operands operands,
                                                                 std::span<char* const> args)
{
    return Parser(command, options, args).parse(operands);
}

}  // namespace dsproxy::cli

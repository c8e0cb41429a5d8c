// SPDX-License-Identifier: GPL-2.0-or-later
/// The options of a subcommand are rows of a table; this finds them among its arguments.
#pragma once

#include "cli/subcommand.h"

#include <expected>
#include <format>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dsproxy::cli {

using Checked = std::expected<void, UsageError>;

struct Option {
    std::string_view name;
    char letter;             ///< 0: none
    std::string_view value;  ///< what it takes, for people; empty: nothing
    std::function<Checked(std::string_view value)> apply;
};

/// A row whose value goes into OPTIONS, which must outlive it.
template <class Options>
Option option(std::string_view name, char letter, std::string_view value, Options& options,
              Checked (*apply)(Options&, std::string_view))
{
    return {name, letter, value,
            [&options, apply](std::string_view given) { return apply(options, given); }};
}

/// A row that takes no value and sets FLAG, which must outlive it.
Option flag(std::string_view name, char letter, bool& flag);

enum class Operands {
    EndOptions,  ///< what follows the first one belongs to it
    AmongOptions,
};

/// Applies the options and returns what is none. "--" ends the options. COMMAND is for what is said
/// about a wrong one.
std::expected<std::vector<std::string>, UsageError> parseOptions(std::string_view command,
                                                                 std::span<const Option> options,
                                                                 Operands operands,
                                                                 std::span<char* const> args);

template <class... Parts>
std::unexpected<UsageError> wrong(std::format_string<Parts...> text, Parts&&... parts)
{
    return std::unexpected(UsageError{std::format(text, std::forward<Parts>(parts)...)});
}

}  // namespace dsproxy::cli

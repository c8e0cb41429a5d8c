// SPDX-License-Identifier: GPL-2.0-or-later
/// Takes a command's options from the front of its arguments.
#pragma once

#include "cli/subcommand.h"

#include <expected>
#include <format>
#include <functional>
#include <span>
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

/// Options end at "--" or at the first argument that is none; what follows is returned. COMMAND is
/// for what is said about a wrong one.
std::expected<std::span<char* const>, UsageError> parseOptions(std::string_view command,
                                                               std::span<const Option> options,
                                                               std::span<char* const> args);

template <class... Parts>
std::unexpected<UsageError> wrong(std::format_string<Parts...> text, Parts&&... parts)
{
    return std::unexpected(UsageError{std::format(text, std::forward<Parts>(parts)...)});
}

}  // namespace dsproxy::cli

// SPDX-License-Identifier: GPL-2.0-or-later
/// What the commands that talk to the service have in common.
#pragma once

#include "cli/option_parser.h"
#include "engine/bus/service_client.h"

#include <functional>

namespace dsproxy::cli {

inline constexpr int exitFailed = 1;

/// Says on stderr what went wrong and what to do. Returns exitFailed.
int failed(const Error& error);

/// With a connection to the service, or the reason why there is none.
int withService(const std::function<int(ServiceClient&)>& act);

/// "12" of a command line.
std::expected<std::uint32_t, UsageError> idNamed(std::string_view text, std::string_view what);

/// What the service says of a stream. ENOENT: there is none of this number.
Result<Dictionary> streamOf(ServiceClient& service, std::uint32_t id);

/// --json, --quiet and --help, and the words beside them.
struct ListOptions {
    bool json = false;
    bool quiet = false;
    bool help = false;
    std::vector<std::string> words;
};
/// A command without words: parses, and acts or gives HELP.
int listMain(std::string_view command, std::string_view help, std::span<char* const> args,
             const std::function<int(const ListOptions&)>& act);

/// A command that takes words and no options but --help.
int wordsMain(std::string_view command, std::string_view help, std::span<char* const> args,
              const std::function<int(const std::vector<std::string>&)>& act);

}  // namespace dsproxy::cli

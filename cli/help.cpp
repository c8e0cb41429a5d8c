// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/help.h"

#include <algorithm>
#include <format>

#ifndef DSPROXY_VERSION
#define DSPROXY_VERSION "(development)"
#endif

namespace dsproxy::cli {

namespace {

constexpr std::string_view title = "dsproxy - a virtual /dev/dsp for programs that speak OSS\n\n";
constexpr std::string_view example = "\nRecord what a program plays:\n\n"
                                     "  dsproxy run --record demo.wav -- mpg123 demo.mp3\n";

}  // namespace

std::string generalHelp(std::span<const Subcommand> commands)
{
    std::size_t width = 0;
    for (const Subcommand& command : commands)
        width = std::max(width, command.usage.size());
    const auto line = [width](std::string_view usage, std::string_view summary) {
        return std::format("  dsproxy {:<{}}  {}\n", usage, width, summary);
    };
    std::string text(title);
    for (const Subcommand& command : commands)
        text += line(command.usage, command.summary);
    text += line("help [COMMAND]", "say more");
    text += line("--version", "say which version this is");
    return text.append(example);
}

std::string shortHelp(std::span<const Subcommand> commands)
{
    std::string text = "nothing to do; write one of\n";
    for (const Subcommand& command : commands)
        text += std::format("  dsproxy {}\n", command.usage);
    return text + "  dsproxy help [COMMAND]";
}

std::string_view versionText()
{
    return "dsproxy " DSPROXY_VERSION "\n";
}

}  // namespace dsproxy::cli

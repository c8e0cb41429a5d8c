// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/rules/why.h"

#include "cli/log/utf8.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <format>
#include <fstream>
#include <ranges>
#include <system_error>

namespace dsproxy::cli {

namespace {

namespace fs = std::filesystem;

bool isProgram(const fs::path& path)
{
    std::error_code error;
    return fs::is_regular_file(path, error) && ::access(path.c_str(), X_OK) == 0;
}

std::optional<fs::path> findProgram(const std::string& name)
{
    if (name.find('/') != std::string::npos)
        return isProgram(name) ? std::optional<fs::path>(name) : std::nullopt;
    const char* path = std::getenv("PATH");
    for (const auto part : std::views::split(std::string_view(path ? path : ""), ':')) {
        const fs::path candidate = fs::path(std::string_view(part)) / name;
        if (isProgram(candidate))
            return candidate;
    }
    return std::nullopt;
}

/// The kernel keeps 15 bytes of the name.
ProgramNames namesOf(const fs::path& executable, const fs::path& started)
{
    std::error_code error;
    const fs::path real = fs::canonical(executable, error);
    return {error ? executable : real, started.filename().string().substr(0, 15)};
}

/// What follows #! in the first line: an interpreter, perhaps with an argument.
std::pair<std::string, std::string> interpreterOf(const fs::path& program)
{
    std::string line(256, '\0');
    std::ifstream file(program, std::ios::binary);
    file.read(line.data(), static_cast<std::streamsize>(line.size()));
    line.resize(static_cast<std::size_t>(file.gcount()));
    if (!line.starts_with("#!"))
        return {};
    line.resize(std::min(line.find('\n'), line.size()));
    const auto first = firstWord(std::string_view(line).substr(2));
    const auto second = first ? firstWord(first->rest) : first;
    return second ? std::pair(std::string(first->word), std::string(second->word))
                  : std::pair<std::string, std::string>();
}

std::string_view reason(RuleTable::MatchedBy by)
{
    switch (by) {
    case RuleTable::MatchedBy::Path:
        return "names its path";
    case RuleTable::MatchedBy::FileName:
        return "names its file";
    case RuleTable::MatchedBy::TaskName:
        break;
    }
    return "names its process";
}

}  // namespace

std::optional<ProgramNames> executedAs(const std::string& program)
{
    const auto found = findProgram(program);
    if (!found)
        return std::nullopt;
    const auto [interpreter, argument] = interpreterOf(*found);
    if (interpreter.empty())
        return namesOf(*found, *found);
    // env executes once more, what it finds.
    if (fs::path(interpreter).filename() == "env")
        if (const auto meant = findProgram(argument))
            return namesOf(*meant, *meant);
    return namesOf(interpreter, *found);
}

std::string whyText(const RuleTable& table, const ProgramNames& program, RuleScope scope)
{
    std::string text;
    if (!program.path.empty())
        text = std::format("it runs {}, and its process is called {}\n", printable(program.path),
                           printable(program.task));
    for (const Direction direction : {Direction::Playback, Direction::Capture}) {
        if (scope && *scope != direction)
            continue;
        const auto found = table.match(program, direction);
        text += direction == Direction::Playback ? "playback: " : "capture: ";
        text += found ? std::format("line {} {}: {}\n", found->line, reason(found->by),
                                    printable(ruleText(found->rule)))
                      : "no rule\n";
    }
    return text;
}

}  // namespace dsproxy::cli

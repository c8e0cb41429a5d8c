// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/rules/why.h"

#include "cli/log/utf8.h"
#include "cli/rules/meaning.h"

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
        return "names its process";
    case RuleTable::MatchedBy::Pattern:
        break;
    }
    return "is a pattern that fits";
}

std::string whyNot(const RuleTable::Match& match)
{
    switch (match.verdict) {
    case RuleTable::Verdict::Holds:
        break;
    case RuleTable::Verdict::LessExact:
        return std::format("line {} is more exact", match.because);
    case RuleTable::Verdict::Earlier:
        return std::format("line {} comes later", match.because);
    case RuleTable::Verdict::Erased:
        return std::format("line {} erases it", match.because);
    case RuleTable::Verdict::OtherUser:
        return match.rule.user->uid
                   ? std::format("it is for the user {}", printable(match.rule.user->name))
                   : std::format("there is no user {}", printable(match.rule.user->name));
    }
    return {};
}

std::string holding(const RuleTable::Match& match, Direction direction)
{
    std::string text = std::format("line {} {}: {}\n", match.line, reason(match.by),
                                   printable(ruleText(match.rule)));
    for (const std::string& meaning : meanings(match.rule, direction))
        text += "    " + meaning + '\n';
    return text;
}

std::string directionText(const RuleTable& table, const ProgramNames& program, uid_t uid,
                          Direction direction)
{
    std::string holds = "no rule\n";
    std::string others;
    for (const RuleTable::Match& match : table.considered(program, uid, direction))
        if (match.verdict == RuleTable::Verdict::Holds)
            holds = holding(match, direction);
        else
            others += std::format("  not line {}, which {}, for {}: {}\n", match.line,
                                  reason(match.by), whyNot(match), printable(ruleText(match.rule)));
    return (direction == Direction::Playback ? "playback: " : "capture: ") + holds + others;
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

std::string whyText(const RuleTable& table, const ProgramNames& program, uid_t uid, RuleScope scope)
{
    std::string text;
    if (!program.path.empty())
        text = std::format("it runs {}, and its process is called {}\n", printable(program.path),
                           printable(program.task));
    for (const Direction direction : {Direction::Playback, Direction::Capture})
        if (!scope || *scope == direction)
            text += directionText(table, program, uid, direction);
    return text;
}

std::string whyText(const RuleTable& table, const StreamFacts& stream)
{
    return whyText(table, stream.program, stream.uid, stream.direction);
}

}  // namespace dsproxy::cli

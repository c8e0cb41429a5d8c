// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/recording/file_name.h"

#include "engine/recording/plain_text.h"

#include <algorithm>
#include <filesystem>
#include <format>

namespace dsproxy {
namespace {

constexpr std::string_view tokens = "pPndtuslNf%";
constexpr std::string_view separators = " -_.,";
/// Leaves room for a number and an ending within the 255 bytes that a name may have.
constexpr std::size_t longest = 180;

std::string base(const std::string& path)
{
    return std::filesystem::path(path).filename();
}

std::string value(char token, const NameFacts& facts)
{
    const std::tm& time = facts.time;
    switch (token) {
    case 'p':
        return programName(facts.stream.program);
    case 'P':
        return std::to_string(facts.stream.pid);
    case 'n':
        return base(facts.stream.node);
    case 'd':
        return std::format("{:04}-{:02}-{:02}", time.tm_year + 1900, time.tm_mon + 1, time.tm_mday);
    case 't':
        return std::format("{:02}-{:02}-{:02}", time.tm_hour, time.tm_min, time.tm_sec);
    case 'u':
        return facts.user;
    case 's':
        return facts.stream.song;
    case 'l':
        return facts.stream.label;
    case 'N':
        return std::to_string(facts.number);
    case 'f':
        return facts.format;
    default:
        return "%";
    }
}

/// A value is no path.
std::string flat(std::string text)
{
    std::ranges::replace(text, '/', '-');
    return plainText(text);
}

/// One name of the path while it grows.
class Part {
public:
    void add(std::string_view text)
    {
        const bool gapless = !empty_ || text.find_first_not_of(separators) != text.npos;
        if (gapless)
            text_ += text;
    }
    void addValue(const std::string& value)
    {
        empty_ = value.empty();
        text_ += value;
    }
    /// Hidden files are none that people find again.
    std::string take()
    {
        const std::string plain = plainText(text_);
        std::string_view text = plain;
        text.remove_prefix(std::min(text.find_first_not_of(separators), text.size()));
        text = beginning(text, longest);
        const auto last = text.find_last_not_of(separators);
        std::string taken(text.substr(0, last == text.npos ? 0 : last + 1));
        *this = Part();
        return taken;
    }

private:
    std::string text_;
    bool empty_ = true;  ///< nothing was there for the token before
};

}  // namespace

std::string programName(const ProgramNames& program)
{
    return program.path.empty() ? program.task : base(program.path);
}

Result<void> checkTemplate(std::string_view name)
{
    for (auto at = name.find('%'); at != name.npos; at = name.find('%', at + 2))
        if (at + 1 == name.size() || !tokens.contains(name[at + 1]))
            return fail(ErrorCode::BadSpec, 0, std::string(name.substr(at, 2)));
    return {};
}

std::string fileName(std::string_view name, const NameFacts& facts)
{
    std::filesystem::path path;
    Part part;
    while (!name.empty()) {
        const std::size_t text = std::min(name.find_first_of("%/"), name.size());
        part.add(name.substr(0, text));
        name.remove_prefix(text);
        if (name.starts_with('/')) {
            path /= part.take();
            name.remove_prefix(1);
        } else if (!name.empty()) {
            part.addValue(flat(value(name.substr(0, 2).back(), facts)));
            name.remove_prefix(std::min<std::size_t>(2, name.size()));
        }
    }
    const std::string last = part.take();
    return path / (last.empty() ? "recording" : last);
}

}  // namespace dsproxy

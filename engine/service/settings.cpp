// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/service/settings.h"

#include "engine/rules/rule_file.h"

#include <charconv>
#include <format>
#include <optional>

namespace dsproxy {

namespace {

constexpr std::string_view schemaName = "schema";

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view space = " \t\r";
    const std::size_t first = text.find_first_not_of(space);
    if (first == text.npos)
        return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

template <class Number> std::optional<Number> number(std::string_view text, Number most)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value > most)
        return std::nullopt;
    return value;
}

std::vector<std::string> words(std::string_view text)
{
    std::vector<std::string> found;
    while (!(text = trimmed(text)).empty()) {
        const std::size_t end = std::min(text.find_first_of(" \t,"), text.size());
        if (end > 0)
            found.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return found;
}

std::string joined(const std::vector<std::string>& all)
{
    std::string text;
    for (const std::string& one : all)
        text += (text.empty() ? "" : " ") + one;
    return text;
}

/// One name that a line may have.
struct Row {
    std::string_view name;
    std::string (*print)(const Settings&);
    bool (*parse)(Settings&, std::string_view);
};

template <auto Member> constexpr Row wordsRow(std::string_view name)
{
    return {name, [](const Settings& s) { return joined(s.*Member); },
            [](Settings& s, std::string_view text) {
                s.*Member = words(text);
                return true;
            }};
}

template <auto Member> constexpr Row textRow(std::string_view name)
{
    return {name, [](const Settings& s) { return s.*Member; },
            [](Settings& s, std::string_view text) {
                s.*Member = text;
                return true;
            }};
}

template <auto Member, std::uint32_t Most> constexpr Row numberRow(std::string_view name)
{
    return {name, [](const Settings& s) { return std::to_string(s.*Member); },
            [](Settings& s, std::string_view text) {
                const auto value = number<std::uint32_t>(text, Most);
                s.*Member = value.value_or(s.*Member);
                return value.has_value();
            }};
}

/// In milliseconds.
template <auto Member, std::int64_t Most> constexpr Row timeRow(std::string_view name)
{
    return {name, [](const Settings& s) { return std::to_string((s.*Member).value / 1'000'000); },
            [](Settings& s, std::string_view text) {
                const auto value = number<std::int64_t>(text, Most);
                if (value && *value >= 0)
                    s.*Member = Nanoseconds(*value * 1'000'000);
                return value && *value >= 0;
            }};
}

constexpr Row rows[] = {
    wordsRow<&Settings::output>("output"),
    wordsRow<&Settings::dsp_map>("dsp_map"),
    wordsRow<&Settings::adsp_map>("adsp_map"),
    wordsRow<&Settings::input>("input"),
    textRow<&Settings::mixer_card>("mixer_card"),
    timeRow<&Settings::latency, 2000>("latency_ms"),
    numberRow<&Settings::log_events, 1000000>("log_events"),
    numberRow<&Settings::log_days, 3650>("log_days"),
    numberRow<&Settings::log_mib, 1048576>("log_mib"),
    timeRow<&Settings::pre_roll, 3600000>("pre_roll_ms"),
    textRow<&Settings::recording_name>("recording_name"),
    textRow<&Settings::recording_folder>("recording_folder"),
};

struct Line {
    std::string_view name;
    std::string_view value;
};

/// Nothing: empty, a comment, or no "name = value".
std::optional<Line> parseLine(std::string_view text)
{
    text = trimmed(text);
    const std::size_t equals = text.find('=');
    if (text.starts_with('#') || equals == text.npos)
        return std::nullopt;
    return Line{trimmed(text.substr(0, equals)), trimmed(text.substr(equals + 1))};
}

bool isRemark(std::string_view text)
{
    text = trimmed(text);
    return text.empty() || text.starts_with('#');
}

const Row* rowOf(std::string_view name)
{
    for (const Row& row : rows)
        if (row.name == name)
            return &row;
    return nullptr;
}

bool apply(std::string_view text, ParsedSettings& parsed)
{
    const auto line = parseLine(text);
    if (!line)
        return isRemark(text);
    if (line->name == schemaName) {
        parsed.schema = number<std::uint32_t>(line->value, ~0u).value_or(0);
        return parsed.schema != 0;
    }
    const Row* row = rowOf(line->name);
    return row && row->parse(parsed.settings, line->value);
}

std::string_view takeLine(std::string_view& text)
{
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

std::string lineOf(const Row& row, const Settings& settings)
{
    return std::format("{} = {}\n", row.name, row.print(settings));
}

}  // namespace

ParsedSettings parseSettings(std::string_view text)
{
    ParsedSettings parsed;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::string_view line = takeLine(text);
        if (!apply(line, parsed))
            parsed.faults.push_back({number, std::string(line)});
    }
    return parsed;
}

std::string settingsText(const Settings& settings, std::string_view text)
{
    const Settings defaults;
    std::string body;
    std::vector<const Row*> written;
    bool has_schema = false;
    while (!text.empty()) {
        const std::string_view whole = takeLine(text);
        const auto line = parseLine(whole);
        const Row* row = line ? rowOf(line->name) : nullptr;
        has_schema = has_schema || (line && line->name == schemaName);
        body += row ? lineOf(*row, settings) : std::string(whole) + "\n";
        if (row)
            written.push_back(row);
    }
    for (const Row& row : rows)
        if (std::ranges::find(written, &row) == written.end() &&
            row.print(settings) != row.print(defaults))
            body += lineOf(row, settings);
    return has_schema ? body : std::format("{} = {}\n", schemaName, Settings::schema) + body;
}

Result<ParsedSettings> loadSettings(const std::string& path)
{
    auto text = readRules(path);
    if (!text && text.error().sys == ENOENT)
        return ParsedSettings{};
    return text.transform([](const std::string& all) { return parseSettings(all); });
}

Result<void> saveSettings(const std::string& path, const Settings& settings)
{
    auto file = RuleFile::lock(path);
    if (!file)
        return std::unexpected(file.error());
    const auto text = file->read();
    if (!text)
        return std::unexpected(text.error());
    return file->replace(settingsText(settings, *text));
}

}  // namespace dsproxy

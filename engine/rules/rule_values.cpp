// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/rules/rule_values.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <limits>

namespace dsproxy {

namespace {

constexpr std::string_view blanks = " \t\r\v\f";

template <class Number>
bool readNumber(std::string_view text, Number& number, Number least, Number most)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && number >= least &&
           number <= most;
}

/// What comes before the first of SEPARATOR, and what behind it; all of it when there is none.
std::string_view takePart(std::string_view& rest, char separator)
{
    const std::size_t end = std::min(rest.find(separator), rest.size());
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

std::string quoted(const std::string& item)
{
    if (item.find_first_of(" ,\"'") == item.npos)
        return item;
    const char quote = item.find('"') == item.npos ? '"' : '\'';
    return quote + item + quote;
}

bool setVolume(Rule& rule, const RuleItems& items)
{
    std::string_view text = items.front();
    const bool both = text.find(':') != text.npos;
    const std::string_view left = takePart(text, ':');
    StreamPolicy::Volume volume;
    if (items.size() > 1 || !readNumber<std::uint8_t>(left, volume.left, 0, 100) ||
        !readNumber<std::uint8_t>(both ? text : left, volume.right, 0, 100))
        return false;
    rule.policy.volume = volume;
    return true;
}

std::string volumeText(const Rule& rule)
{
    if (!rule.policy.volume)
        return {};
    const auto [left, right] = *rule.policy.volume;
    return left == right ? std::format("{}", left) : std::format("{}:{}", left, right);
}

constexpr std::string_view afmt = "AFMT_";

u32 formatNamed(std::string_view name)
{
    for (u32 i = 0; const oss_format_info* info = oss_format_at(i); ++i)
        if (name == info->name || name == std::string_view(info->name).substr(afmt.size()))
            return info->afmt;
    return 0;
}

bool setFormat(Rule& rule, const RuleItems& items)
{
    std::string_view text = items.front();
    oss_params format{};
    format.afmt = formatNamed(takePart(text, '/'));
    const std::string_view channels = takePart(text, '/');
    if (items.size() > 1 || format.afmt == 0 ||
        !readNumber<u32>(channels, format.channels, 1, OSS_CHANNELS_MAX) ||
        !readNumber<u32>(text, format.rate, OSS_RATE_MIN, OSS_RATE_MAX))
        return false;
    rule.overrides.format = format;
    return true;
}

std::string formatText(const Rule& rule)
{
    const oss_params& format = rule.overrides.format;
    const oss_format_info* info = oss_format_find(format.afmt);
    if (!info)
        return {};
    return std::format("{}/{}/{}", std::string_view(info->name).substr(afmt.size()),
                       format.channels, format.rate);
}

bool setRoute(Rule& rule, const RuleItems& items)
{
    rule.policy.route = items;
    return true;
}

std::string routeText(const Rule& rule)
{
    std::string text;
    for (const std::string& sink : rule.policy.route)
        text.append(text.empty() ? "" : ",").append(quoted(sink));
    return text;
}

bool setRecord(Rule& rule, const RuleItems& items)
{
    rule.policy.record = items.front();
    return items.size() == 1;
}

std::string recordText(const Rule& rule)
{
    return quoted(rule.policy.record);
}

bool setUser(Rule& rule, const RuleItems& items)
{
    const std::string& name = items.front();
    uid_t uid = 0;
    constexpr uid_t most = std::numeric_limits<uid_t>::max() - 1;
    const bool number = readNumber<uid_t>(name, uid, 0, most);
    rule.user = RuleUser{name, number ? std::optional(uid) : std::nullopt};
    return items.size() == 1;
}

std::string userText(const Rule& rule)
{
    return rule.user ? quoted(rule.user->name) : std::string();
}

constexpr RuleValue values[] = {
    {"volume=", setVolume, volumeText}, {"format=", setFormat, formatText},
    {"route=", setRoute, routeText},    {"record=", setRecord, recordText},
    {"uid=", setUser, userText},
};

bool isWritable(std::string_view item)
{
    return !item.empty() && std::ranges::none_of(item, [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    });
}

/// The next item; nothing when a quotation does not end.
std::optional<std::string_view> takeItem(std::string_view& rest)
{
    const bool quote = !rest.empty() && (rest.front() == '"' || rest.front() == '\'');
    const std::size_t begin = quote ? 1 : 0;
    const std::size_t end =
        quote ? rest.find(rest.front(), 1) : rest.find_first_of(" \t\r\v\f,\"'");
    if (quote && end == rest.npos)
        return std::nullopt;
    const std::string_view item = rest.substr(begin, std::min(end, rest.size()) - begin);
    rest.remove_prefix(std::min(end, rest.size()) + begin);
    return item;
}

}  // namespace

std::span<const RuleValue> ruleValues()
{
    return values;
}

const RuleValue* ruleValue(std::string_view word)
{
    const auto found = std::ranges::find_if(
        values, [&](const RuleValue& value) { return word.starts_with(value.key); });
    return found == std::end(values) ? nullptr : &*found;
}

std::expected<RuleItems, RuleFault> takeItems(std::string_view& rest, std::string_view key)
{
    const std::string_view option =
        rest.substr(std::min(rest.find_first_not_of(blanks), rest.size()));
    rest = option.substr(key.size());
    RuleItems items;
    for (;;) {
        const auto item = takeItem(rest);
        if (!item)
            return std::unexpected(RuleFault{RuleFault::What::OpenQuote, std::string(option)});
        items.emplace_back(*item);
        const bool ends = rest.empty() || blanks.find(rest.front()) != blanks.npos;
        if (!isWritable(*item) || (!ends && rest.front() != ','))
            return std::unexpected(
                RuleFault{RuleFault::What::BadValue,
                          std::string(option.substr(
                              0, std::min(option.find_first_of(blanks), option.size())))});
        if (ends)
            return items;
        rest.remove_prefix(1);
    }
}

}  // namespace dsproxy

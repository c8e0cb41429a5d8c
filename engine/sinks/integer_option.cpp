// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/integer_option.h"

#include <algorithm>
#include <charconv>

namespace dsproxy {
namespace {

std::optional<int> number(const std::string& text)
{
    int n = 0;
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, n);
    return error == std::errc() && stopped == end ? std::optional(n) : std::nullopt;
}

}  // namespace

Result<void> checkIntegers(const SinkOptions& options, std::span<const IntegerOption> known)
{
    for (const auto& [key, value] : options) {
        const auto option = std::ranges::find(known, key, &IntegerOption::key);
        const auto n = number(value);
        if (option == known.end() || !n || *n < option->least || *n > option->most)
            return fail(ErrorCode::BadSpec, 0, key + "=" + value);
    }
    return {};
}

std::optional<int> integerOption(const SinkOptions& options, const std::string& key)
{
    const auto found = options.find(key);
    return found == options.end() ? std::nullopt : number(found->second);
}

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/service/percent_pair.h"

#include <algorithm>
#include <charconv>

namespace dsproxy::cli {

namespace {

std::optional<unsigned> percent(std::string_view text, unsigned most)
{
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value > most)
        return std::nullopt;
    return value;
}

}  // namespace

std::optional<PercentPair> percentPair(std::string_view text, unsigned most)
{
    const std::size_t colon = std::min(text.find(':'), text.size());
    const auto left = percent(text.substr(0, colon), most);
    const auto right = colon == text.size() ? left : percent(text.substr(colon + 1), most);
    if (!left || !right)
        return std::nullopt;
    return PercentPair{*left, *right};
}

}  // namespace dsproxy::cli

// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/suggest.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace dsproxy::cli {

namespace {

/// Letters to add, drop or replace to make one word of the other (Levenshtein).
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0]++;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

}  // namespace

std::string_view suggest(std::string_view typed, std::span<const std::string_view> words)
{
    std::string_view best;
    std::size_t nearest = 3;
    for (const std::string_view word : words) {
        const std::size_t apart = distance(typed, word);
        if (apart < nearest && apart < word.size()) {
            nearest = apart;
            best = word;
        }
    }
    return best;
}

}  // namespace dsproxy::cli

// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace dsproxy::cli {

/// The word that was probably meant: at most two letters away. Empty when none is near.
std::string_view suggest(std::string_view typed, std::span<const std::string_view> words);

}  // namespace dsproxy::cli

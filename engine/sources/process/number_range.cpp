// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/number_range.h"

#include <algorithm>

namespace dsproxy::process {

NumberRange NumberRange::below(unsigned long file_limit)
{
    constexpr unsigned long selectable = 1024;
    constexpr unsigned long smallest = 64;
    const int end = static_cast<int>(std::clamp(file_limit, smallest, selectable));
    const int count = std::min(124, end / 2);
    return {end - count, end - 1};
}

}  // namespace dsproxy::process

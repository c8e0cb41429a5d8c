// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace dsproxy::cli {

/// Writes it all, whatever signals come; returns 0 or the errno that stopped it.
int writeAll(int fd, std::string_view bytes);

}  // namespace dsproxy::cli

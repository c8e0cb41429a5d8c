// SPDX-License-Identifier: GPL-2.0-or-later
/// `dsproxy route` and `dsproxy volume`: what happens to one stream, while it plays.
#pragma once

#include <span>

namespace dsproxy::cli {

int routeMain(std::span<char*> args);
int volumeMain(std::span<char*> args);

}  // namespace dsproxy::cli

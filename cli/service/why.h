// SPDX-License-Identifier: GPL-2.0-or-later
/// `dsproxy why`: which rule of the user decided about a stream.
#pragma once

#include <span>

namespace dsproxy::cli {

int whyMain(std::span<char*> args);

}  // namespace dsproxy::cli

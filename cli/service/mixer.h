// SPDX-License-Identifier: GPL-2.0-or-later
/// `dsproxy mixer`: the mixers of programs, and which controls of a card they move.
#pragma once

#include <span>

namespace dsproxy::cli {

int mixerMain(std::span<char*> args);

}  // namespace dsproxy::cli

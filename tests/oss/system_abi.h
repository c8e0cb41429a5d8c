// SPDX-License-Identifier: GPL-2.0-or-later
/// What the system's own header says, seen from a file that does not include ours.
#pragma once

#include <cstdint>
#include <span>

namespace dsproxy::test {

struct SystemNumber {
    const char* name;
    std::uint32_t value;
};

std::span<const SystemNumber> systemIoctls();
std::span<const SystemNumber> systemConstants();

}  // namespace dsproxy::test

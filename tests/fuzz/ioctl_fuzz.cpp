// SPDX-License-Identifier: GPL-2.0-or-later
/// A program that does anything to an open dsp, in any order, at any time.
#include "machine.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr int most_steps = 500;
    dsproxy::fuzz::Bytes input(data, size);
    dsproxy::fuzz::Machine machine(input);
    for (int i = 0; i < most_steps && !input.empty(); ++i)
        machine.step();
    return 0;
}

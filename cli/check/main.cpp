// SPDX-License-Identifier: GPL-2.0-or-later
/// The suite as a program of its own, for virtual machines, static and 32-bit builds.
#include "check.h"

int main(int argc, char** argv)
{
    return dsproxy::check::checkMain({argv + 1, static_cast<std::size_t>(argc > 0 ? argc - 1 : 0)});
}

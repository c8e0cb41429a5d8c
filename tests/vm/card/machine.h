// SPDX-License-Identifier: GPL-2.0-or-later
/// The virtual machine around a test, which runs as root in it.
#pragma once

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

namespace dsproxy::test {

/// Drivers find their cards in their own time.
inline void waitForNode(const std::filesystem::path& node)
{
    for (int attempt = 0; attempt < 200 && !std::filesystem::exists(node); ++attempt)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
}

/// Puts all devices to sleep for five seconds, and returns when they are awake again.
inline bool sleepForFiveSeconds()
{
    std::ofstream("/sys/power/pm_test") << "devices";
    std::ofstream state("/sys/power/state");
    state << "freeze" << std::flush;
    return state.good();
}

}  // namespace dsproxy::test

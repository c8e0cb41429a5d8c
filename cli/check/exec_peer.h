// SPDX-License-Identifier: GPL-2.0-or-later
/// The suite as a program that another case executes, with an inherited device.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace dsproxy::check {

inline constexpr const char* execPeerWord = "--exec-peer";

/// ARGS: what to do and to which fd; "write 1 4096", "format 5", "closed 7". Exit code 0: done.
int execPeerMain(std::span<char*> args);

/// The words of our own command line before the last COUNT ones, without the program's name.
std::vector<std::string> wordsBefore(std::size_t count);

/// Becomes execPeerMain(WORDS) in a new program image; returns only on failure.
void becomePeer(const std::vector<std::string>& words);

}  // namespace dsproxy::check

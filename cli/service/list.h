// SPDX-License-Identifier: GPL-2.0-or-later
/// `dsproxy list`, `dsproxy sinks` and `dsproxy status`: what the service has.
#pragma once

#include <span>

namespace dsproxy::cli {

int listMain(std::span<char*> args);
int sinksMain(std::span<char*> args);
int statusMain(std::span<char*> args);

}  // namespace dsproxy::cli

// SPDX-License-Identifier: GPL-2.0-or-later
/// `dsproxy log`: what programs ask of their devices, as the service has seen it.
#pragma once

#include <span>

namespace dsproxy::cli {

int logMain(std::span<char*> args);

}  // namespace dsproxy::cli

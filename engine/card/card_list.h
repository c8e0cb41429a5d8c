// SPDX-License-Identifier: GPL-2.0-or-later
/// The cards that are there, and the PCMs that ALSA's configuration names besides.
#pragma once

#include "engine/live/device_kind.h"

namespace dsproxy {

/// Cards first, by number. Opens no PCM, so a busy card is in it as well. Any thread.
std::vector<DeviceFacts> listCards();

}  // namespace dsproxy

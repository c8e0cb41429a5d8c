// SPDX-License-Identifier: GPL-2.0-or-later
/// Sound cards and all else that ALSA names: `card:hw:0`, `card:plughw:1,0`, `card:default`.
#pragma once

#include "engine/live/device_kind.h"

namespace dsproxy {

/// A hw: device is reserved on the session bus and driven through its mapped memory where its
/// driver allows it; other PCMs, by alsa-lib. No name means "default".
extern const DeviceKind cardKind;

}  // namespace dsproxy

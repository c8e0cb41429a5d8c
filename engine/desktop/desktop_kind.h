// SPDX-License-Identifier: GPL-2.0-or-later
/// The desktop's sound server, PulseAudio or PipeWire: "desktop:" is what the user has chosen
/// there, "desktop:NAME" one of its devices. Its delay is an estimate.
#pragma once

#include "engine/live/device_kind.h"

namespace dsproxy {

extern const DeviceKind desktopKind;

}  // namespace dsproxy

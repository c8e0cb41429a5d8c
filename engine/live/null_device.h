// SPDX-License-Identifier: GPL-2.0-or-later
/// A device that plays into silence at the exact rate: what is left when no other is there.
#pragma once

#include "engine/live/device_kind.h"

namespace dsproxy {

extern const DeviceKind nullDeviceKind;  ///< "null"

}  // namespace dsproxy

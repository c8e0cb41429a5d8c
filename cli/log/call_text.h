// SPDX-License-Identifier: GPL-2.0-or-later
/// The ioctl of an event, as oss/ prints it. An event may hold less of an argument than there was.
#pragma once

#include "engine/seam/event.h"

#include <cstddef>
#include <span>
#include <string>

namespace dsproxy::cli {

/// The bytes of the argument that the event holds.
std::span<const std::uint8_t> argumentIn(const Event& event);
std::span<const std::uint8_t> argumentOut(const Event& event);

/// "SNDCTL_DSP_SETFMT   => AFMT_S16_LE AFMT_S16_NE"
std::string englishCall(const Event& event);

/// "SNDCTL_DSP_SPEED, [44100] => [48000]"
std::string straceCall(const Event& event);

}  // namespace dsproxy::cli

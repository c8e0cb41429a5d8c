// SPDX-License-Identifier: GPL-2.0-or-later
/// What an event holds in bytes: the ioctl, as oss/ prints it, and the text of a rule. It may hold
/// less than there was.
#pragma once

#include "engine/seam/event.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace dsproxy::cli {

/// The bytes of the argument that the event holds.
std::span<const std::uint8_t> argumentIn(const Event& event);
std::span<const std::uint8_t> argumentOut(const Event& event);

/// What a Rule event says: "mpg123 4 1024 block".
std::string_view ruleTextOf(const Event& event);

/// "SNDCTL_DSP_SETFMT   => AFMT_S16_LE AFMT_S16_NE"
std::string englishCall(const Event& event);

/// "SNDCTL_DSP_SPEED, [44100] => [48000]"
std::string straceCall(const Event& event);

}  // namespace dsproxy::cli

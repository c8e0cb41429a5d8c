// SPDX-License-Identifier: GPL-2.0-or-later
/// A stream's format as Qt Multimedia says it.
#pragma once

#include <QAudioDevice>
#include <QAudioFormat>

#include <cstdint>

struct oss_params;

namespace dsproxy::desktop {

/// PARAMS where Qt has it, else the nearest that loses no bit.
QAudioFormat qtFormat(const oss_params& params);

/// The AFMT of samples of FORMAT.
std::uint32_t afmtOf(const QAudioFormat& format);

}  // namespace dsproxy::desktop

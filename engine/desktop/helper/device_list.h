// SPDX-License-Identifier: GPL-2.0-or-later
/// The devices of the desktop's sound server.
#pragma once

#include <QAudioDevice>

#include <string_view>

namespace dsproxy::desktop {

/// The device that the server calls NAME, or the default one for an empty NAME. Does not return
/// when there is none: the engine is told why.
QAudioDevice outputNamed(std::string_view name);
QAudioDevice inputNamed(std::string_view name);

/// Tells the engine all of them, the default ones first and without a name.
void sendDevices();

}  // namespace dsproxy::desktop

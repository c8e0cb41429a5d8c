// SPDX-License-Identifier: GPL-2.0-or-later
/// What the helper says to the engine.
#pragma once

#include "engine/desktop/protocol.h"

#include <cerrno>
#include <vector>

namespace dsproxy::desktop {

/// Sends MESSAGE and what follows it. False: the socket is full and nothing was sent. Never waits.
bool sendPacket(std::span<const std::byte> message, std::span<const std::byte> rest = {});

template <class Message> bool send(const Message& message, std::span<const std::byte> rest = {})
{
    return sendPacket(std::as_bytes(std::span(&message, 1)), rest);
}

/// Ends the program when the engine has gone. On a thread of its own: Qt may wait for a frozen
/// server at that time.
void endWithEngine();

/// Says that nothing more comes, why (errno), and ends.
[[noreturn]] void endWith(int error);

/// The same before anything was opened.
[[noreturn]] void refuse(int error);

}  // namespace dsproxy::desktop

// SPDX-License-Identifier: GPL-2.0-or-later
/// What the engine and its helper for the desktop's sound say to each other: packets on a socket.
/// Towards the helper go only samples. From it come these messages, the first bytes of a packet.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>

namespace dsproxy::desktop {

inline constexpr std::uint32_t protocolVersion = 1;
inline constexpr int helperSocket = 3;  ///< number of its end in the helper

/// No packet is larger.
inline constexpr std::uint32_t packetBytes = 16 * 1024;

enum class MessageKind : std::uint32_t { Opened, Status, Pcm, Device };

/// The answer to what was asked on the command line; once, after the Devices of a list.
struct Opened {
    MessageKind kind = MessageKind::Opened;
    std::uint32_t version = protocolVersion;
    std::int32_t error = 0;  ///< errno: nothing is open then
    std::uint32_t afmt = 0;
    std::uint32_t channels = 0;
    std::uint32_t rate = 0;
    std::uint32_t period = 0;  ///< frames
    std::uint32_t buffer = 0;  ///< frames
};

/// How it goes. Each holds all totals: a later one replaces an earlier one.
struct Status {
    MessageKind kind = MessageKind::Status;
    std::int32_t error = 0;  ///< errno: the last message
    std::uint32_t xruns = 0;
    std::uint32_t running = 0;  ///< frames are heard
    std::int64_t received = 0;  ///< frames that have come to the helper
    std::int64_t room = 0;      ///< frames that fit after these
    std::int64_t delay = 0;     ///< of the received frames, not heard yet: an estimate
    std::uint64_t time_ns = 0;  ///< CLOCK_MONOTONIC
};

/// Recorded samples follow.
struct Pcm {
    MessageKind kind = MessageKind::Pcm;
    std::uint32_t unused = 0;
};

/// The device's id and description follow, each with a zero byte at its end.
struct Device {
    MessageKind kind = MessageKind::Device;
    std::uint8_t playback = 0;
    std::uint8_t capture = 0;
    std::uint8_t unused[2] = {};
};

/// The message that PACKET begins with, when it is of this kind.
template <class Message> std::optional<Message> decode(std::span<const std::byte> packet)
{
    Message message;
    const MessageKind kind = message.kind;
    if (packet.size() < sizeof message)
        return std::nullopt;
    std::memcpy(&message, packet.data(), sizeof message);
    return message.kind == kind ? std::optional(message) : std::nullopt;
}

}  // namespace dsproxy::desktop

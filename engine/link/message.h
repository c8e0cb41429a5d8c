// SPDX-License-Identifier: GPL-2.0-or-later
/// What launcher and service say to each other beside the records: rare, small, with descriptors.
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "oss/format.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <vector>

namespace dsproxy::link {

/// The versions that this program speaks. 0 is unstable: both sides must be of one build then.
inline constexpr std::uint32_t versionMin = 1;
inline constexpr std::uint32_t versionMax = 1;

enum class MessageKind : std::uint32_t {
    Hello = 1,  ///< launcher: Hello; with the record ring and its doorbell
    Welcome = 2,  ///< service: Welcome; from now on it reads
    Refused = 3,  ///< service: Refused; it hangs up
    Mixer = 4,  ///< launcher: the state of its device's mixer
    SetMixer = 5,  ///< service: a change of it
    Input = 6,  ///< launcher: InputOrder; with an InputRing and its doorbell
};

struct Hello {
    std::uint32_t version_min;
    std::uint32_t version_max;
    std::uint32_t event_bytes;  ///< of an Event in a record
    std::int32_t pid;  ///< of the launcher
    char program[256];  ///< path or name of what it has started
    char sinks[512];  ///< that its user has named, each on a line; empty: as is set
};

struct Welcome {
    std::uint32_t version;
};

struct Refused {
    std::uint32_t version_min;
    std::uint32_t version_max;
};

/// A program records in this format, from now on out of this ring.
struct InputOrder {
    std::uint32_t stream;
    oss_params params;
};

/// A body of another length than expected is cut or filled with zeros: later versions add at the
/// end.
struct Message {
    static constexpr std::size_t bodyMax = 1024;
    static constexpr std::size_t descriptorsMax = 2;

    MessageKind kind{};
    std::vector<std::byte> body;
    std::vector<UniqueFd> descriptors;

    template <class Body> Body as() const
    {
        Body value{};
        std::memcpy(&value, body.data(), std::min(body.size(), sizeof value));
        return value;
    }
};

/// Never blocks: EAGAIN when the other side does not listen. Its end: EPIPE.
Result<void> send(int socket, MessageKind kind, std::span<const std::byte> body,
                  std::span<const int> descriptors = {});

template <class Body>
Result<void> send(int socket, MessageKind kind, const Body& body,
                  std::span<const int> descriptors = {})
{
    return send(socket, kind, std::as_bytes(std::span(&body, 1)), descriptors);
}

/// Nothing: no message waits. EPIPE: the other side is gone. EBADMSG: it sends nonsense.
Result<std::optional<Message>> receive(int socket);

/// Params that make sense: those of the other side are not believed.
bool isFormat(const oss_params& params);

/// The highest version that both speak.
std::optional<std::uint32_t> commonVersion(std::uint32_t min, std::uint32_t max);

}  // namespace dsproxy::link

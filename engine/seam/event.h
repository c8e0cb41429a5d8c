// SPDX-License-Identifier: GPL-2.0-or-later
/// Anything that happened on a stream, as a record of fixed size that crosses the seam.
#pragma once

#include "oss/format.h"

#include <cstdint>

namespace dsproxy {

enum class EventKind : std::uint32_t {
    Opened,     ///< a dsp, mixer or sndstat was opened; node and mode say which
    Ioctl,      ///< request, argument in and out, error
    Format,     ///< from position on the PCM has the format in params (also the first one)
    Started,    ///< the clock started to count
    Stopped,    ///< trigger off
    Reset,      ///< queued data were thrown away: dropped_bytes
    Drained,    ///< SYNC or close waited until all was heard
    Underrun,
    Overrun,    ///< capture: dropped_bytes were not read in time
    Mapped,     ///< the program mapped its buffer
    Misuse,     ///< value is a bit of enum oss_misuse
    Closed,     ///< the last reference is gone and the policy is done; no more PCM
    Gap,        ///< value events before this one were lost: the queue was full
    Note,       ///< something about the program, not a stream: value is a NoteCode
    Rule,       ///< a rule of the user holds for the open: value is its line, in has its text
    Wrote,      ///< timing: a write of value bytes is done; position is behind them
    Heard,      ///< timing: the device has played value bytes; position is behind them
    Skipped,    ///< internal: dropped_bytes of PCM from position on are missing
};

/// Only there when the consumer wants them: Feed::timing_wanted.
constexpr bool isTiming(EventKind kind)
{
    return kind == EventKind::Wrote || kind == EventKind::Heard;
}

/// No log has them, and they have no sequence.
constexpr bool isInternal(EventKind kind)
{
    return kind == EventKind::Skipped || isTiming(kind);
}

enum class NoteCode : std::uint32_t {
    SetUidIgnored,      ///< a set-uid program was executed and runs without its privilege
    UnreadableProgram,  ///< a program's memory may not be read: it gets no device
    LowNumber,          ///< the program's fd limit is too low: its device is a plain stream
};

/// Fixed layout. Positions are bytes of the stream's PCM since open.
struct Event {
    static constexpr std::size_t argumentMax = 96;

    std::uint64_t sequence;       ///< 1, 2, 3... within one feed
    std::uint64_t time_ns;        ///< CLOCK_MONOTONIC
    std::uint64_t position;  ///< bytes accepted (playback) or read (capture) when it happened
    std::uint64_t frame;  ///< the same in whole frames since open, over format changes
    std::uint64_t dropped_bytes;  ///< Reset, Overrun
    std::uint64_t took_ns;        ///< Ioctl: from the call's arrival to its answer
    EventKind kind;
    std::uint32_t stream;  ///< id of the open; 0: none
    std::int32_t pid;  ///< the task that did it; 0: time did
    std::uint32_t cmd;  ///< Ioctl
    std::int32_t error;  ///< Ioctl, Opened: errno, 0 for success
    std::uint32_t value;  ///< Misuse, Gap, Note, Rule, Wrote, Heard
    std::uint16_t node;  ///< Opened: code() of a DeviceNode
    std::uint16_t mode;  ///< Opened: O_RDONLY, O_WRONLY, O_RDWR, with O_NONBLOCK
    std::uint16_t in_bytes;  ///< Ioctl: of the argument's bytes before the call; Rule
    std::uint16_t out_bytes;  ///< ... and after it
    bool capture;  ///< Format, Started...: which direction
    char comm[16];
    oss_params params;  ///< Format
    std::uint8_t in[argumentMax];
    std::uint8_t out[argumentMax];
};

/// Without these the consumer would misread the PCM that follows.
constexpr bool isBorder(const Event& event)
{
    switch (event.kind) {
    case EventKind::Opened:
        return event.error == 0;
    case EventKind::Format:
    case EventKind::Reset:
    case EventKind::Closed:
        return true;
    default:
        return false;
    }
}

}  // namespace dsproxy

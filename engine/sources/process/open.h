// SPDX-License-Identifier: GPL-2.0-or-later
/// One open of a device node by the program, shared by all its duplicates and inheritors.
#pragma once

#include "engine/sources/process/capture.h"
#include "engine/sources/process/data_channel.h"
#include "engine/sources/process/device_path.h"
#include "engine/sources/process/mapped_buffer.h"
#include "engine/sources/process/pieces.h"
#include "engine/sources/process/playback.h"
#include "engine/sources/process/readiness.h"
#include "oss/dsp.h"

#include <fcntl.h>

#include <functional>
#include <list>
#include <optional>

namespace dsproxy::process {

/// A signal waits to be handled by the task that blocks in a call.
struct Interruption {
    int error = 0;         ///< for a call that has done nothing yet; 0: no signal waits
    bool handled = false;  ///< by a handler of the program; else it stops or ends the program

    explicit operator bool() const { return error != 0; }
};

/// A call that blocks. proceed() does what can be done now and returns the answer when that is
/// all, or at an interruption.
struct WaitingCall {
    Trapped call;
    std::function<std::optional<Reply>(std::uint64_t now_ns, Interruption interruption)> proceed;
    int fd = -1;  ///< the number it was called with
    std::shared_ptr<const Pieces> pieces = nullptr;  ///< of a write: what it has left; else null
    std::uint64_t signal_check_ns = 0;
    bool signal_seen = false;  ///< at the last check a signal of the whole process was pending
};

struct OpenMode {
    bool read;   ///< opened for it, and no rule of the user disables it
    bool write;  ///< the same
    bool exclusive;
    bool nonblock;
    int flags;  ///< of open(), as the program gave them
    bool free_running = false;  ///< the consumer is its clock

    bool mayRead() const { return (flags & O_ACCMODE) != O_WRONLY; }
    bool mayWrite() const { return (flags & O_ACCMODE) != O_RDONLY; }
};

struct Open {
    Open(DeviceNode node_, OpenMode mode_, std::shared_ptr<Stream> stream_, Readiness readiness_,
         CaptureInputs* inputs, std::uint64_t now_ns);

    bool isDsp() const { return node.isDsp(); }
    bool isMapped() const { return play_map || capture_map; }
    /// Nobody holds it any more, whether or not the clock has noticed yet.
    bool isAbandoned() const
    {
        return closing || (channels.empty() && !parked_end && readiness.hungUp());
    }
    /// The program's end of a new data channel, for a number that the filter does not watch.
    Result<UniqueFd> addChannel();

    /// Frames since open at a position of the current format.
    std::uint64_t frameAt(std::uint64_t position) const;
    /// Bytes the program has written (or read, when it only records).
    std::uint64_t position() const;
    /// From `position` on a frame has another size.
    void rebaseFrames(std::uint64_t position);

    const DeviceNode node;
    const OpenMode mode;
    const std::shared_ptr<Stream> stream;
    oss_dsp dsp;
    Playback playback;
    Capture capture;

    Readiness readiness;
    int number = -1;  ///< in the device range; -1 when it only lives on data channels
    std::list<DataChannel> channels;
    std::optional<MappedBuffer> play_map;
    std::optional<MappedBuffer> capture_map;
    UniqueFd parked_end;  ///< the readiness file while a mapping descriptor has its number

    std::list<WaitingCall> waiting;
    bool numbers_gone = false;  ///< no number of the range refers to it any more
    bool closing = false;       ///< nothing refers to it; what is queued plays out
    oss_params announced{};     ///< the format the consumer knows
    std::uint32_t told_misuse = 0;
    std::uint64_t told_heard = 0;  ///< position, of Heard events
    bool unwatched = true;  ///< the event loop does not know all its descriptors yet
    std::uint64_t looked_ns = 0;  ///< when a live consumer was last woken
    std::uint64_t due_ns = ~std::uint64_t{0};  ///< when the clock looks at it next
    std::size_t text_read = 0;                 ///< sndstat: how much of it

private:
    std::uint64_t frame_base_ = 0;
    std::uint64_t position_base_ = 0;
    std::uint32_t frame_bytes_ = 1;
};

}  // namespace dsproxy::process

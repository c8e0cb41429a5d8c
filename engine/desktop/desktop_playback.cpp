// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/desktop/desktop_playback.h"

#include <algorithm>

namespace dsproxy::desktop {

DesktopPlayback::DesktopPlayback(Opening opening)
    : helper_(std::move(opening.helper)), shape_(opening.shape),
      pcm_(static_cast<std::size_t>(shape_.format.bytes(shape_.buffer).value)),
      progress_ns_(monotonic())
{
    status_.room = shape_.buffer.value;
    status_.time_ns = progress_ns_;
}

/// What the helper has said, less what is still on the way to it.
Frames DesktopPlayback::room() const
{
    const std::int64_t on_the_way = committed_.value - status_.received;
    return Frames(std::clamp<std::int64_t>(status_.room - on_the_way, 0, shape_.buffer.value));
}

/// How long the server may do nothing.
Nanoseconds DesktopPlayback::patience() const
{
    const bool started = status_.received + status_.room > shape_.buffer.value;
    return started ? stallTime : startTime;
}

Result<void> DesktopPlayback::takeMessages()
{
    for (;;) {
        std::byte memory[sizeof(Status)];
        const auto packet = helper_.receive(memory);
        if (!packet)
            return std::unexpected(packet.error());
        if (packet->empty())
            return {};
        const auto status = decode<Status>(*packet);
        if (!status)
            continue;
        if (status->error != 0)
            return fail(ErrorCode::WriteFailed, status->error, "desktop:");
        if (status->room != status_.room || status->received != status_.received)
            progress_ns_ = monotonic();
        status_ = *status;
    }
}

Result<Frames> DesktopPlayback::wait(int wake)
{
    for (;;) {
        if (auto taken = takeMessages(); !taken)
            return std::unexpected(taken.error());
        if (room() >= shape_.period)
            return room();
        const auto still = Nanoseconds(static_cast<std::int64_t>(monotonic() - progress_ns_));
        if (still >= patience())
            return fail(ErrorCode::WriteFailed, ETIMEDOUT, "desktop:");
        if (helper_.sleep(wake, patience() - still) == HelperProcess::Woken::Caller)
            return room();
    }
}

std::span<std::byte> DesktopPlayback::begin(Frames frames)
{
    const Frames most = std::min(frames, shape_.buffer);
    return std::span(pcm_).first(static_cast<std::size_t>(shape_.format.bytes(most).value));
}

Result<void> DesktopPlayback::commit(Frames frames)
{
    const auto size = static_cast<std::size_t>(shape_.format.bytes(frames).value);
    if (auto sent = helper_.send(std::span(pcm_).first(size), stallTime); !sent)
        return sent;
    committed_ += frames;
    progress_ns_ = monotonic();
    return {};
}

PlaybackDevice::Position DesktopPlayback::position()
{
    const std::uint64_t now = monotonic();
    std::int64_t delay = status_.delay;
    if (status_.running != 0) {
        const oss_params& params = shape_.format.params();
        delay -= static_cast<std::int64_t>(oss_frames_in(&params, now - status_.time_ns));
    }
    delay = std::max<std::int64_t>(delay, 0) + committed_.value - status_.received;
    return {committed_, Frames(std::min(delay, committed_.value)), now, status_.xruns, true};
}

}  // namespace dsproxy::desktop

// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/desktop/desktop_capture.h"

#include <algorithm>
#include <array>

namespace dsproxy::desktop {

DesktopCapture::DesktopCapture(Opening opening)
    : helper_(std::move(opening.helper)), shape_(opening.shape),
      pcm_(static_cast<std::size_t>(shape_.format.bytes(shape_.buffer).value) + packetBytes),
      progress_ns_(monotonic())
{
}

Frames DesktopCapture::there() const
{
    return shape_.format.frames(Bytes(static_cast<std::int64_t>(end_ - begin_)));
}

void DesktopCapture::keep(std::span<const std::byte> pcm)
{
    std::ranges::copy(pcm, pcm_.begin() + static_cast<std::ptrdiff_t>(end_));
    end_ += pcm.size();
}

/// While there is room for a packet; the rest stays in the socket, and then in the helper.
Result<void> DesktopCapture::takeMessages()
{
    std::copy(pcm_.begin() + static_cast<std::ptrdiff_t>(begin_),
              pcm_.begin() + static_cast<std::ptrdiff_t>(end_), pcm_.begin());
    end_ -= begin_;
    begin_ = 0;
    while (pcm_.size() - end_ >= packetBytes) {
        std::array<std::byte, packetBytes> memory;
        const auto packet = helper_.receive(memory);
        if (!packet)
            return std::unexpected(packet.error());
        if (packet->empty())
            return {};
        progress_ns_ = monotonic();
        if (decode<Pcm>(*packet))
            keep(packet->subspan(sizeof(Pcm)));
        const auto status = decode<Status>(*packet);
        if (status && status->error != 0)
            return fail(ErrorCode::ReadFailed, status->error, "desktop:");
        if (status)
            xruns_ = status->xruns;
    }
    return {};
}

Result<Frames> DesktopCapture::wait(int wake)
{
    for (;;) {
        if (auto taken = takeMessages(); !taken)
            return std::unexpected(taken.error());
        if (there() >= shape_.period)
            return there();
        const auto still = Nanoseconds(static_cast<std::int64_t>(monotonic() - progress_ns_));
        if (still >= stallTime)
            return fail(ErrorCode::ReadFailed, ETIMEDOUT, "desktop:");
        if (helper_.sleep(wake, stallTime - still) == HelperProcess::Woken::Caller)
            return there();
    }
}

std::span<const std::byte> DesktopCapture::begin(Frames frames)
{
    const Frames most = std::min(frames, there());
    return std::span(pcm_).subspan(begin_,
                                   static_cast<std::size_t>(shape_.format.bytes(most).value));
}

Result<void> DesktopCapture::commit(Frames frames)
{
    begin_ += static_cast<std::size_t>(shape_.format.bytes(frames).value);
    return {};
}

}  // namespace dsproxy::desktop

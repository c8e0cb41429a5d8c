// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/card/pcm_capture.h"

namespace dsproxy {

Result<std::unique_ptr<CaptureDevice>>
PcmCapture::open(const std::string& name, const DeviceRequest& request,
                 std::shared_ptr<CardReservation> reservation)
{
    auto pcm = PcmStream::open(name, CardDirection::Capture, request, std::move(reservation));
    if (!pcm)
        return std::unexpected(pcm.error());
    return std::unique_ptr<CaptureDevice>(new PcmCapture(std::move(*pcm)));
}

Frames PcmCapture::held() const
{
    return shape().format.frames(Bytes(static_cast<std::int64_t>(held_.size())));
}

/// An error while reading gives nothing here; the next wait() meets it again.
std::span<const std::byte> PcmCapture::begin(Frames frames)
{
    if (pcm_->isMapped())
        return pcm_->beginMapped(frames);
    const auto size = [this](Frames count) {
        return static_cast<std::size_t>(shape().format.bytes(count).value);
    };
    if (held_.empty())
        held_ = pcm_->scratch().first(
            size(pcm_->read(pcm_->scratch().first(size(std::min(frames, shape().buffer))))
                     .value_or(Frames(0))));
    return held_.first(std::min(held_.size(), size(frames)));
}

Result<void> PcmCapture::commit(Frames frames)
{
    if (pcm_->isMapped())
        return pcm_->commitMapped(frames);
    held_ = held_.subspan(static_cast<std::size_t>(shape().format.bytes(frames).value));
    return {};
}

}  // namespace dsproxy

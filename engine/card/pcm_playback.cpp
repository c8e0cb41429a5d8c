// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/card/pcm_playback.h"

#include "engine/live/monotonic.h"

namespace dsproxy {

Result<std::unique_ptr<PlaybackDevice>>
PcmPlayback::open(const std::string& name, const DeviceRequest& request,
                  std::shared_ptr<CardReservation> reservation)
{
    auto pcm = PcmStream::open(name, CardDirection::Playback, request, std::move(reservation));
    if (!pcm)
        return std::unexpected(pcm.error());
    return std::unique_ptr<PlaybackDevice>(new PcmPlayback(std::move(*pcm)));
}

std::span<std::byte> PcmPlayback::begin(Frames frames)
{
    if (pcm_->isMapped())
        return pcm_->beginMapped(frames);
    const Frames count = std::min(frames, shape().buffer);
    return pcm_->scratch().first(static_cast<std::size_t>(shape().format.bytes(count).value));
}

Result<void> PcmPlayback::commit(Frames frames)
{
    committed_ += frames;
    const auto size = static_cast<std::size_t>(shape().format.bytes(frames).value);
    auto given =
        pcm_->isMapped() ? pcm_->commitMapped(frames) : pcm_->write(pcm_->scratch().first(size));
    return given ? pcm_->queued(frames) : given;
}

PlaybackDevice::Position PcmPlayback::position()
{
    const auto delay = pcm_->delay();
    return {committed_, delay.value_or(Frames(0)), monotonicNow(), pcm_->xruns(), !delay};
}

}  // namespace dsproxy

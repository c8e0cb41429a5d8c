// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/card/direct_playback.h"

namespace dsproxy {

Result<std::unique_ptr<PlaybackDevice>>
DirectPlayback::open(const std::string& name, const DeviceRequest& request,
                     std::shared_ptr<CardReservation> reservation, CardPages pages)
{
    auto pcm =
        DirectPcm::open(name, CardDirection::Playback, request, std::move(reservation), pages);
    if (!pcm)
        return std::unexpected(pcm.error());
    return std::unique_ptr<PlaybackDevice>(new DirectPlayback(std::move(*pcm)));
}

}  // namespace dsproxy

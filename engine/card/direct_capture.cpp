// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/card/direct_capture.h"

namespace dsproxy {

Result<std::unique_ptr<CaptureDevice>>
DirectCapture::open(const std::string& name, const DeviceRequest& request,
                    std::shared_ptr<CardReservation> reservation, CardPages pages)
{
    auto pcm =
        DirectPcm::open(name, CardDirection::Capture, request, std::move(reservation), pages);
    if (!pcm)
        return std::unexpected(pcm.error());
    return std::unique_ptr<CaptureDevice>(new DirectCapture(std::move(*pcm)));
}

}  // namespace dsproxy

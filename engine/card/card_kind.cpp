// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/card/card_kind.h"

#include "engine/card/card_list.h"
#include "engine/card/direct_capture.h"
#include "engine/card/direct_playback.h"
#include "engine/card/pcm_capture.h"
#include "engine/card/pcm_playback.h"

namespace dsproxy {
namespace {

bool isCard(const std::string& name)
{
    return name.starts_with("hw:");
}

template <class Direct, class ByLibrary>
auto open(const std::string& asked, const DeviceRequest& request)
    -> decltype(ByLibrary::open(asked, request))
{
    const std::string name = asked.empty() ? "default" : asked;
    if (!isCard(name))
        return ByLibrary::open(name, request);
    auto reservation = CardReservation::take(cardNumber(name));
    if (!reservation)
        return fail(ErrorCode::OpenFailed, reservation.error().sys, name);
    auto device = Direct::open(name, request, *reservation);
    if (device || device.error().code != ErrorCode::Unsupported)
        return device;
    return ByLibrary::open(name, request, std::move(*reservation));
}

}  // namespace

constinit const DeviceKind cardKind{
    .name = "card",
    .openPlayback = open<DirectPlayback, PcmPlayback>,
    .openCapture = open<DirectCapture, PcmCapture>,
    .list = listCards,
    .realtime = true,
};

}  // namespace dsproxy

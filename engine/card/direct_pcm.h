// SPDX-License-Identifier: GPL-2.0-or-later
/// A card's PCM driven through its mapped memory: what playback and capture share. Each wake-up
/// is one poll(); nothing else is asked of the system while it runs.
#pragma once

#include "engine/card/alsa_pcm.h"
#include "engine/card/card_reservation.h"
#include "engine/card/card_wait.h"
#include "engine/card/kernel_pcm.h"
#include "engine/card/ring_pointers.h"

namespace dsproxy {

/// Used by one thread. Functions as those of PlaybackDevice and CaptureDevice.
class DirectPcm {
public:
    /// NAME is a hw: device. Unsupported when it cannot be mapped. RESERVATION may be null.
    static Result<std::unique_ptr<DirectPcm>> open(const std::string& name, CardDirection direction,
                                                   const DeviceRequest& request,
                                                   std::shared_ptr<CardReservation> reservation,
                                                   CardPages pages);
    ~DirectPcm();

    const DeviceShape& shape() const { return pcm_.shape; }
    Result<Frames> wait(int wake);
    std::span<std::byte> begin(Frames frames);
    Result<void> commit(Frames frames);
    PlaybackDevice::Position position();
    std::uint32_t xruns() const { return xruns_; }

private:
    DirectPcm(std::string name, CardDirection direction, AlsaPcm pcm,
              std::shared_ptr<CardReservation> reservation);
    Result<void> map(CardPages pages);

    bool plays() const { return direction_ == CardDirection::Playback; }
    /// What may be written or read; nothing at an xrun.
    std::optional<Frames> within() const;
    /// The same after recovering from what happened meanwhile.
    Result<Frames> available();
    Result<void> recover(KernelPcm::State state);
    Result<void> prepareAnew();
    Result<void> start();
    std::unexpected<Error> failed(int error) const;

    // In this order: the mappings go before the PCM is closed, the reservation last of all.
    std::string name_;
    CardDirection direction_;
    std::shared_ptr<CardReservation> reservation_;
    AlsaPcm pcm_;
    std::unique_ptr<KernelPcm> kernel_;
    RingPointers pointers_;
    CardWait wait_;
    std::vector<std::byte> scratch_;  ///< of a card that is not interleaved
    Frames committed_;
    std::uint64_t started_ns_ = 0;
    std::uint32_t xruns_ = 0;
};

}  // namespace dsproxy

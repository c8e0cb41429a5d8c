// SPDX-License-Identifier: GPL-2.0-or-later
/// Any PCM of alsa-lib, plugins included, by its own functions: what playback and capture share.
#pragma once

#include "engine/card/alsa_pcm.h"
#include "engine/card/card_reservation.h"
#include "engine/card/card_wait.h"

namespace dsproxy {

/// Used by one thread. Functions as those of PlaybackDevice and CaptureDevice.
class PcmStream {
public:
    static Result<std::unique_ptr<PcmStream>> open(const std::string& name, CardDirection direction,
                                                   const DeviceRequest& request,
                                                   std::shared_ptr<CardReservation> reservation);
    ~PcmStream();

    const DeviceShape& shape() const { return pcm_.shape; }
    /// HELD frames are there besides what the PCM has.
    Result<Frames> wait(int wake, Frames held = Frames(0));
    /// For PCMs with mapped access.
    std::span<std::byte> beginMapped(Frames frames);
    Result<void> commitMapped(Frames frames);
    /// For the others; all of PCM is written, at most so much is read.
    Result<void> write(std::span<const std::byte> pcm);
    Result<Frames> read(std::span<std::byte> pcm);

    bool isMapped() const { return pcm_.isMapped(); }
    /// Starts it when FRAMES make enough.
    Result<void> queued(Frames frames);
    std::optional<Frames> delay();
    std::uint32_t xruns() const { return xruns_; }
    /// Memory for a whole buffer where the PCM gives none.
    std::span<std::byte> scratch() { return scratch_; }

private:
    PcmStream(std::string name, CardDirection direction, AlsaPcm pcm,
              std::shared_ptr<CardReservation> reservation);

    bool plays() const { return direction_ == CardDirection::Playback; }
    snd_pcm_t* pcm() const { return pcm_.handle.get(); }
    Result<Frames> available();
    Result<void> recover(long error);
    Result<void> restWithoutClock(int wake);
    Result<void> checkDevice();
    void setAreas(const snd_pcm_channel_area_t* areas);
    std::unexpected<Error> failed(long error) const;

    // The reservation goes last of all.
    std::string name_;
    CardDirection direction_;
    std::shared_ptr<CardReservation> reservation_;
    AlsaPcm pcm_;
    CardWait wait_;
    std::vector<std::byte> scratch_;
    ChannelAreas areas_;
    const void* areas_start_ = nullptr;
    snd_pcm_uframes_t offset_ = 0;
    Frames since_prepared_;
    std::uint32_t xruns_ = 0;
};

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
/// Plays on any PCM of alsa-lib: plughw, default, dmix, a sound server's plugin, a file.
#pragma once

#include "engine/card/pcm_stream.h"

namespace dsproxy {

class PcmPlayback final : public PlaybackDevice {
public:
    /// See AlsaPcm::open().
    static Result<std::unique_ptr<PlaybackDevice>>
    open(const std::string& name, const DeviceRequest& request,
         std::shared_ptr<CardReservation> reservation = {});

    const DeviceShape& shape() const override { return pcm_->shape(); }
    Result<Frames> wait(int wake) override { return pcm_->wait(wake); }
    std::span<std::byte> begin(Frames frames) override;
    Result<void> commit(Frames frames) override;
    /// Asks alsa-lib, which may make a system call.
    Position position() override;

private:
    explicit PcmPlayback(std::unique_ptr<PcmStream> pcm) : pcm_(std::move(pcm)) {}

    std::unique_ptr<PcmStream> pcm_;
    Frames committed_;
};

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
/// Plays on a hw: device: samples go straight into the memory that the card plays from.
#pragma once

#include "engine/card/direct_pcm.h"

namespace dsproxy {

class DirectPlayback final : public PlaybackDevice {
public:
    /// See DirectPcm::open().
    static Result<std::unique_ptr<PlaybackDevice>>
    open(const std::string& name, const DeviceRequest& request,
         std::shared_ptr<CardReservation> reservation = {},
         CardPages pages = CardPages::WherePossible);

    const DeviceShape& shape() const override { return pcm_->shape(); }
    Result<Frames> wait(int wake) override { return pcm_->wait(wake); }
    std::span<std::byte> begin(Frames frames) override { return pcm_->begin(frames); }
    Result<void> commit(Frames frames) override { return pcm_->commit(frames); }
    Position position() override { return pcm_->position(); }

private:
    explicit DirectPlayback(std::unique_ptr<DirectPcm> pcm) : pcm_(std::move(pcm)) {}

    std::unique_ptr<DirectPcm> pcm_;
};

}  // namespace dsproxy

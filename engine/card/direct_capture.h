// SPDX-License-Identifier: GPL-2.0-or-later
/// Records from a hw: device: samples are read straight from the memory that the card writes to.
#pragma once

#include "engine/card/direct_pcm.h"
#include "engine/live/capture_device.h"

namespace dsproxy {

class DirectCapture final : public CaptureDevice {
public:
    /// See DirectPcm::open(). The first wait() starts it.
    static Result<std::unique_ptr<CaptureDevice>>
    open(const std::string& name, const DeviceRequest& request,
         std::shared_ptr<CardReservation> reservation = {},
         CardPages pages = CardPages::WherePossible);

    const DeviceShape& shape() const override { return pcm_->shape(); }
    Result<Frames> wait(int wake) override { return pcm_->wait(wake); }
    std::span<const std::byte> begin(Frames frames) override { return pcm_->begin(frames); }
    Result<void> commit(Frames frames) override { return pcm_->commit(frames); }
    std::uint32_t xruns() const override { return pcm_->xruns(); }

private:
    explicit DirectCapture(std::unique_ptr<DirectPcm> pcm) : pcm_(std::move(pcm)) {}

    std::unique_ptr<DirectPcm> pcm_;
};

}  // namespace dsproxy

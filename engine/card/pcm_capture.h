// SPDX-License-Identifier: GPL-2.0-or-later
/// Records from any PCM of alsa-lib.
#pragma once

#include "engine/card/pcm_stream.h"
#include "engine/live/capture_device.h"

namespace dsproxy {

class PcmCapture final : public CaptureDevice {
public:
    /// See AlsaPcm::open(). The first wait() starts it.
    static Result<std::unique_ptr<CaptureDevice>>
    open(const std::string& name, const DeviceRequest& request,
         std::shared_ptr<CardReservation> reservation = {});

    const DeviceShape& shape() const override { return pcm_->shape(); }
    Result<Frames> wait(int wake) override { return pcm_->wait(wake, held()); }
    std::span<const std::byte> begin(Frames frames) override;
    Result<void> commit(Frames frames) override;
    std::uint32_t xruns() const override { return pcm_->xruns(); }

private:
    explicit PcmCapture(std::unique_ptr<PcmStream> pcm) : pcm_(std::move(pcm)) {}
    Frames held() const;

    std::unique_ptr<PcmStream> pcm_;
    std::span<const std::byte> held_;  ///< read into the scratch and not yet taken
};

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
/// Records from the desktop's sound server, through a helper that uses Qt Multimedia.
#pragma once

#include "engine/desktop/opening.h"
#include "engine/live/capture_device.h"

#include <vector>

namespace dsproxy::desktop {

class DesktopCapture final : public CaptureDevice {
public:
    explicit DesktopCapture(Opening opening);

    const DeviceShape& shape() const override { return shape_; }
    /// Errors as DesktopPlayback::wait().
    Result<Frames> wait(int wake) override;
    std::span<const std::byte> begin(Frames frames) override;
    Result<void> commit(Frames frames) override;
    std::uint32_t xruns() const override { return xruns_; }

private:
    Result<void> takeMessages();
    void keep(std::span<const std::byte> pcm);
    Frames there() const;

    HelperProcess helper_;
    DeviceShape shape_;
    std::vector<std::byte> pcm_;  ///< of the whole buffer
    std::size_t begin_ = 0;       ///< [begin_, end_) of it is there
    std::size_t end_ = 0;
    std::uint32_t xruns_ = 0;
    std::uint64_t progress_ns_;
};

}  // namespace dsproxy::desktop

// SPDX-License-Identifier: GPL-2.0-or-later
/// Plays on the desktop's sound server, through a helper that uses Qt Multimedia.
#pragma once

#include "engine/desktop/opening.h"

#include <vector>

namespace dsproxy::desktop {

class DesktopPlayback final : public PlaybackDevice {
public:
    explicit DesktopPlayback(Opening opening);

    const DeviceShape& shape() const override { return shape_; }
    /// ETIMEDOUT: the server is frozen; EPIPE: it is gone, or its device is; ECONNRESET: the helper
    /// has ended.
    Result<Frames> wait(int wake) override;
    std::span<std::byte> begin(Frames frames) override;
    Result<void> commit(Frames frames) override;
    Position position() override;

private:
    Result<void> takeMessages();
    Frames room() const;
    Nanoseconds patience() const;

    HelperProcess helper_;
    DeviceShape shape_;
    std::vector<std::byte> pcm_;
    Frames committed_;
    Status status_;
    std::uint64_t progress_ns_;  ///< when the server was last seen to do something
};

}  // namespace dsproxy::desktop

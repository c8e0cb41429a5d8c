// SPDX-License-Identifier: GPL-2.0-or-later
/// What a stream looks like while somebody watches: extremes and power of each twentieth of a
/// second or so.
#pragma once

#include "engine/routes/branch.h"
#include "engine/service/outlet.h"

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace dsproxy {

/// As it lies in a record of kind Levels; the channels follow it.
struct LevelBlock {
    struct Channel {
        float lowest;   ///< full scale is -1 to 1
        float highest;
        float rms;
    };
    std::uint64_t frame;  ///< since the watching began
    std::uint32_t frames;
    std::uint32_t channels;
    std::uint32_t rate;  ///< Hz
    std::uint32_t reserved;
};

/// Before any volume. A stream in a compressed format has none.
class Waveform final : public Branch {
public:
    /// GONE is called once, on the pump's thread, when the client is not there any more.
    Waveform(std::uint32_t stream, std::shared_ptr<Outlet> outlet, std::function<void()> gone);

    void format(const Format& format) override;
    void pcm(PcmView pcm) override;
    void end() override {}

    /// Any thread.
    bool hasGone() const { return gone_.load(); }

private:
    void add(PcmView pcm);
    void finishBlock();

    const std::uint32_t stream_;
    const std::shared_ptr<Outlet> outlet_;
    const std::function<void()> tell_gone_;
    std::atomic<bool> gone_{false};
    Format format_;
    Frames block_;  ///< length of one
    Frames in_block_;
    std::uint64_t frame_ = 0;
    std::vector<double> samples_;
    std::vector<double> energy_;
    std::vector<LevelBlock::Channel> channels_;
    std::vector<std::byte> body_;
};

}  // namespace dsproxy

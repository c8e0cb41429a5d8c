// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/service/waveform.h"

#include "engine/pcm/convert.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace dsproxy {

namespace {

constexpr std::uint32_t blocksPerSecond = 50;

}  // namespace

Waveform::Waveform(std::uint32_t stream, std::shared_ptr<Outlet> outlet, std::function<void()> gone)
    : stream_(stream), outlet_(std::move(outlet)), tell_gone_(std::move(gone))
{
}

void Waveform::format(const Format& format)
{
    format_ = format;
    block_ = Frames(std::max(format.rate().hz / blocksPerSecond, 1u));
    in_block_ = Frames(0);
    energy_.assign(format.channels().count, 0);
    channels_.assign(format.channels().count, {});
}

void Waveform::pcm(PcmView pcm)
{
    if (gone_.load() || !isConvertible(format_))
        return;
    while (!pcm.bytes.empty()) {
        add(pcm.take(block_ - in_block_));
        if (in_block_ == block_)
            finishBlock();
    }
}

void Waveform::add(PcmView pcm)
{
    const std::size_t channels = channels_.size();
    samples_.resize(static_cast<std::size_t>(pcm.frames().value) * channels);
    decode(format_.layout(), pcm.bytes, samples_);
    for (std::size_t i = 0; i < samples_.size(); ++i) {
        const double sample = samples_[i];
        LevelBlock::Channel& channel = channels_[i % channels];
        const bool first = in_block_.value == 0 && i < channels;
        channel.lowest = std::min(first ? 1.0f : channel.lowest, static_cast<float>(sample));
        channel.highest = std::max(first ? -1.0f : channel.highest, static_cast<float>(sample));
        energy_[i % channels] += sample * sample;
    }
    in_block_ += pcm.frames();
}

void Waveform::finishBlock()
{
    const auto frames = static_cast<double>(in_block_.value);
    for (std::size_t i = 0; i < channels_.size(); ++i)
        channels_[i].rms = static_cast<float>(std::sqrt(energy_[i] / frames));
    const LevelBlock head{frame_, static_cast<std::uint32_t>(in_block_.value),
                          static_cast<std::uint32_t>(channels_.size()), format_.rate().hz, 0};
    body_.resize(sizeof head + channels_.size() * sizeof(LevelBlock::Channel));
    std::memcpy(body_.data(), &head, sizeof head);
    std::memcpy(body_.data() + sizeof head, channels_.data(),
                channels_.size() * sizeof(LevelBlock::Channel));
    outlet_->put({link::RecordKind::Levels, stream_, frame_}, body_);
    frame_ += static_cast<std::uint64_t>(in_block_.value);
    in_block_ = Frames(0);
    std::ranges::fill(energy_, 0.0);
    if (outlet_->hasGone() && !gone_.exchange(true))
        tell_gone_();
}

}  // namespace dsproxy

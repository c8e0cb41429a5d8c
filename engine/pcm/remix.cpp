// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/pcm/remix.h"

#include <algorithm>
#include <numbers>
#include <string_view>

namespace dsproxy {
namespace {

/// Speakers of 3 to 8 channels: Left, Right, Centre, Bass, l and r behind or beside, b behind.
constexpr std::string_view speakers[] = {"LRC", "LRlr", "LRClr", "LRCBlr", "LRCBblr", "LRCBlrlr"};

char speaker(std::size_t channel, std::size_t channels)
{
    const std::size_t layout = channels - 3;
    return layout < std::size(speakers) ? speakers[layout][channel] : "LR"[channel % 2];
}

/// How much of a speaker is heard on the left. LFE is left out: it repeats what the others play.
double leftGain(char speaker)
{
    constexpr double half = std::numbers::sqrt2 / 2;  // of the power
    switch (speaker) {
    case 'L':
        return 1;
    case 'C':
    case 'l':
        return half;
    case 'b':
        return 0.5;
    default:
        return 0;
    }
}

char mirrored(char speaker)
{
    switch (speaker) {
    case 'L':
        return 'R';
    case 'R':
        return 'L';
    case 'l':
        return 'r';
    case 'r':
        return 'l';
    default:
        return speaker;
    }
}

}  // namespace

Remix::Remix(Channels from, Channels to) : from_(from.count), to_(to.count), gains_(from_ * to_)
{
    if (to_ == 1)
        toMono();
    else if (to_ == 2 && from_ > 2)
        toStereo();
    else if (from_ == 1)
        gain(0, 0) = gain(1, 0) = 1;
    else
        for (std::size_t channel = 0; channel < std::min(from_, to_); ++channel)
            gain(channel, channel) = 1;
}

void Remix::toStereo()
{
    double left = 0;
    double right = 0;
    for (std::size_t channel = 0; channel < from_; ++channel) {
        const char which = speaker(channel, from_);
        left += gain(0, channel) = leftGain(which);
        right += gain(1, channel) = leftGain(mirrored(which));
    }
    const double loudest = std::max(left, right);
    std::ranges::for_each(gains_, [loudest](double& gain) { gain /= loudest; });
}

void Remix::toMono()
{
    if (from_ <= 2) {
        std::ranges::fill(gains_, 1.0 / static_cast<double>(from_));
        return;
    }
    const Remix stereo(Channels{static_cast<std::uint32_t>(from_)}, Channels{2});
    for (std::size_t channel = 0; channel < from_; ++channel)
        gain(0, channel) = (stereo.gains_[channel] + stereo.gains_[from_ + channel]) / 2;
}

void Remix::apply(std::span<const double> in, std::vector<double>& out) const
{
    if (changesNothing()) {
        out.assign(in.begin(), in.end());
        return;
    }
    out.assign(in.size() / from_ * to_, 0.0);
    for (std::size_t frame = 0; frame * to_ < out.size(); ++frame)
        for (std::size_t to = 0; to < to_; ++to)
            for (std::size_t from = 0; from < from_; ++from)
                out[frame * to_ + to] += gains_[to * from_ + from] * in[frame * from_ + from];
}

}  // namespace dsproxy

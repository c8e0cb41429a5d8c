// SPDX-License-Identifier: GPL-2.0-or-later
/// From one number of channels to another, never louder than full scale.
/// Mono goes to all of a pair, many go to stereo by their speakers (order as in WAVE: front left,
/// front right, centre, LFE, back, side); anything else keeps the channels that both have.
#pragma once

#include "engine/base/units.h"

#include <span>
#include <vector>

namespace dsproxy {

class Remix {
public:
    Remix(Channels from, Channels to);

    bool changesNothing() const { return from_ == to_; }
    /// Replaces OUT; both are interleaved, IN has whole frames.
    void apply(std::span<const double> in, std::vector<double>& out) const;

private:
    double& gain(std::size_t to, std::size_t from) { return gains_[to * from_ + from]; }
    void toStereo();
    void toMono();

    std::size_t from_;
    std::size_t to_;
    std::vector<double> gains_;  ///< to_ rows of from_ columns
};

}  // namespace dsproxy

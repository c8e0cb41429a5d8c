// SPDX-License-Identifier: GPL-2.0-or-later
/// The mixer's place in the seam: the newest state and the newest change of each control.
#pragma once

#include "engine/seam/mixer_state.h"

#include <mutex>
#include <optional>
#include <vector>

namespace dsproxy {

/// However fast one side moves a slider, the other finds one value for each control. Any thread.
class MixerExchange {
public:
    /// Source: the mixer as it is now.
    void tell(const MixerState& state);
    /// Consumer: the mixer, when it was told since the last take().
    std::optional<MixerState> take();
    /// Consumer: the mixer as it was last told, taken or not.
    MixerState state();

    /// Consumer: replaces an earlier change of the same control that the source has not taken.
    void set(const MixerChange& change);
    /// Source: what it is to change, in the order of the consumer.
    std::vector<MixerChange> takeChanges();

private:
    std::mutex mutex_;
    MixerState state_{.applied = {}, .values = untouchedMixer()};
    bool news_ = false;
    std::vector<MixerChange> changes_;
};

}  // namespace dsproxy

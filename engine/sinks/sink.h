// SPDX-License-Identifier: GPL-2.0-or-later
/// Where PCM ends. A sink is made for one format by its factory and is never half-built.
#pragma once

#include "engine/base/result.h"
#include "engine/pcm/format.h"

namespace dsproxy {

/// All functions are called on one thread (the pump's), in the order write* checkpoint* finish.
/// After an error no further write follows; what was written stays playable.
class Sink {
public:
    virtual ~Sink() = default;

    /// Takes whole frames of the format it was opened with, all of them or an error.
    virtual Result<void> write(PcmView pcm) = 0;

    /// Called about once a second: what was written so far must be playable if we die now.
    virtual Result<void> checkpoint() { return {}; }

    /// The ordinary end: writes headers and tags. Called at most once, also after a failed write
    /// (then it saves what it can). The destructor alone must not lose what a checkpoint kept.
    virtual Result<void> finish() = 0;
};

}  // namespace dsproxy

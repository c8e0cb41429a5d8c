// SPDX-License-Identifier: GPL-2.0-or-later
/// What must be true of an open dsp, said a second time: in 128 bits and without state machines.
#pragma once

#include "oss/ioctl.h"

#include <optional>

namespace dsproxy::fuzz {

inline constexpr u64 never = ~u64{0};

bool isRunning(const oss_stream& s);

/// Bytes of whole frames that pass in NS.
u64 bytesIn(const oss_params& params, u64 ns);

/// The time of a fragment, rounded up.
u64 fragmentNs(const oss_stream& s);

/// The time of a stream whose clock is steered, in 10^-9 of a nanosecond of 128 bits.
class OwnTime {
public:
    void steer(s32 rate_ppb, u64 now);
    u64 at(u64 now) const;

private:
    unsigned __int128 scaled_ = 0;
    u64 since_ = 0;
    u64 speed_ = 1'000'000'000;
};

/// The clock of one stream, from the moment it was started.
class ClockOracle {
public:
    /// Its speed is another one from NOW on.
    void steered(s32 rate_ppb, u64 now) { own_.steer(rate_ppb, now); }

    /// After oss_dsp_advance() to NOW, which had found WAS and left IS.
    void advanced(const oss_stream& was, const oss_stream& is, u64 now, u64 input);

    /// After anything else at NOW, with the effects FX.
    void called(const oss_stream& was, const oss_stream& is, u64 now, u32 fx);

private:
    struct Start {
        u64 ns;  ///< in its own time
        u64 bytes;
    };

    u64 position(const oss_stream& s, u64 now) const;
    void playAdvanced(const oss_stream& was, const oss_stream& is, u64 now);
    void captureAdvanced(const oss_stream& was, const oss_stream& is, u64 now, u64 input);

    OwnTime own_;
    std::optional<Start> start_;  ///< none: not running, or the gate is the clock
};

/// What holds at any moment NOW.
void checkState(const oss_dsp& dsp, u64 now);

/// Nobody's waiting ends before the deadline; INPUT as of oss_dsp_advance().
void checkDeadline(const oss_dsp& dsp, u64 now, u64 input);

/// No position turns back, nothing appears from nowhere.
void checkStep(const oss_dsp& was, const oss_dsp& is);

/// The effects FX say what has changed, no more and no less.
void checkEffects(const oss_dsp& was, const oss_dsp& is, u32 fx);

/// Time alone has passed: whoever waited and need wait no more is woken.
void checkWakes(const oss_dsp& was, const oss_dsp& is, u32 fx);

void checkMixer(const oss_mixer& mixer);

}  // namespace dsproxy::fuzz

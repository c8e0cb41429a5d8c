// SPDX-License-Identifier: GPL-2.0-or-later
/// What a PCM of alsa-lib can still be, narrowed step by step.
#pragma once

#include "engine/base/result.h"
#include "engine/card/negotiation.h"
#include "engine/live/playback_device.h"

#include <alsa/asoundlib.h>

#include <memory>

namespace dsproxy {

class HardwareParameters {
public:
    /// All that the PCM can be, less conversion of rates where it can do without: ours is better.
    static Result<HardwareParameters> of(snd_pcm_t* pcm);

    HardwareParameters(const HardwareParameters& other);
    HardwareParameters(HardwareParameters&&) noexcept = default;
    HardwareParameters& operator=(HardwareParameters&&) noexcept = default;

    /// The first of our ways of access that it has.
    Result<snd_pcm_access_t> chooseAccess();
    CardAbility ability(const Format& wanted) const;
    /// Sets sample format, channels and rate exactly, or nothing.
    bool choose(const Format& format);
    /// As near to LATENCY as it gets, of about four periods.
    Result<void> chooseBuffer(const Format& format, Nanoseconds latency);
    /// Gives them to the PCM; FORMAT is what was chosen.
    Result<DeviceShape> apply(const Format& format);

private:
    explicit HardwareParameters(snd_pcm_t* pcm);
    std::uint32_t significantBits(snd_pcm_format_t format) const;

    struct Free {
        void operator()(snd_pcm_hw_params_t* parameters) const
        {
            snd_pcm_hw_params_free(parameters);
        }
    };
    snd_pcm_t* pcm_;
    std::unique_ptr<snd_pcm_hw_params_t, Free> parameters_;
};

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
/// A PCM of alsa-lib, opened and set up; what is done with it then is for its owner.
#pragma once

#include "engine/card/channel_areas.h"
#include "engine/live/playback_device.h"

#include <alsa/asoundlib.h>

#include <memory>
#include <string>

namespace dsproxy {

struct PcmCloser {
    void operator()(snd_pcm_t* pcm) const { snd_pcm_close(pcm); }
};
using PcmHandle = std::unique_ptr<snd_pcm_t, PcmCloser>;

enum class CardDirection { Playback, Capture };

/// What a PCM was set up for.
struct AlsaPcm {
    PcmHandle handle;
    DeviceShape shape;
    snd_pcm_access_t access;
    unsigned long boundary;

    /// In the nearest format that it has, with a buffer as near to the asked latency as it gets.
    /// Never starts or stops by itself but at an xrun. Errors with errno: EBUSY when another has
    /// it, EACCES, ENODEV or ENOENT when it is not there for us; Unsupported when it has no linear
    /// format.
    static Result<AlsaPcm> open(const std::string& name, CardDirection direction,
                                const DeviceRequest& request);

    bool isMapped() const
    {
        return access == SND_PCM_ACCESS_MMAP_INTERLEAVED ||
               access == SND_PCM_ACCESS_MMAP_NONINTERLEAVED;
    }
};

/// What must be queued for playback to start: two periods, one to play and one to fill, or less
/// where no whole period would fit any more.
Frames startThreshold(const DeviceShape& shape);

}  // namespace dsproxy

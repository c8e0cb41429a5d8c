// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/card/alsa_pcm.h"

#include "engine/card/card_format.h"
#include "engine/card/hardware_parameters.h"
#include "engine/card/quiet_alsa.h"
#include "engine/pcm/convert.h"

namespace dsproxy {
namespace {

struct FreeParameters {
    void operator()(snd_pcm_sw_params_t* parameters) const { snd_pcm_sw_params_free(parameters); }
};

/// Starts when told, stops when dry, wakes once a period, and says when in CLOCK_MONOTONIC.
Result<unsigned long> applySoftwareParameters(snd_pcm_t* pcm, const DeviceShape& shape)
{
    snd_pcm_sw_params_t* made = nullptr;
    snd_pcm_sw_params_malloc(&made);
    const std::unique_ptr<snd_pcm_sw_params_t, FreeParameters> parameters(made);
    const auto period = static_cast<snd_pcm_uframes_t>(shape.period.value);
    const auto buffer = static_cast<snd_pcm_uframes_t>(shape.buffer.value);
    snd_pcm_uframes_t boundary = 0;

    int error = snd_pcm_sw_params_current(pcm, made);
    if (error >= 0)
        error = snd_pcm_sw_params_get_boundary(made, &boundary);
    if (error >= 0)
        error = snd_pcm_sw_params_set_start_threshold(pcm, made, boundary);
    if (error >= 0)
        error = snd_pcm_sw_params_set_stop_threshold(pcm, made, buffer);
    if (error >= 0)
        error = snd_pcm_sw_params_set_avail_min(pcm, made, period);
    if (error >= 0)
        error = snd_pcm_sw_params_set_tstamp_mode(pcm, made, SND_PCM_TSTAMP_ENABLE);
    if (error >= 0)
        error = snd_pcm_sw_params_set_tstamp_type(pcm, made, SND_PCM_TSTAMP_TYPE_MONOTONIC);
    // A card that runs dry before its driver notices plays silence, and not what it has played
    // before.
    if (error >= 0 && snd_pcm_type(pcm) == SND_PCM_TYPE_HW)
        error = snd_pcm_sw_params_set_silence_size(pcm, made, boundary);
    if (error >= 0)
        error = snd_pcm_sw_params(pcm, made);
    if (error < 0)
        return fail(ErrorCode::OpenFailed, -error);
    return boundary;
}

Result<Format> chooseFormat(HardwareParameters& parameters, const Format& wanted)
{
    for (const Format& format : nearestFormats(wanted, parameters.ability(wanted)))
        if (parameters.choose(format))
            return format;
    return fail(ErrorCode::Unsupported);
}

Result<void> setUp(AlsaPcm& pcm, const DeviceRequest& request)
{
    auto parameters = HardwareParameters::of(pcm.handle.get());
    if (!parameters)
        return std::unexpected(parameters.error());
    const auto access = parameters->chooseAccess();
    if (!access)
        return std::unexpected(access.error());
    const auto format = chooseFormat(*parameters, request.format);
    if (!format)
        return std::unexpected(format.error());
    if (auto chosen = parameters->chooseBuffer(*format, request.latency); !chosen)
        return chosen;
    const auto shape = parameters->apply(*format);
    if (!shape)
        return std::unexpected(shape.error());
    const auto boundary = applySoftwareParameters(pcm.handle.get(), *shape);
    if (!boundary)
        return std::unexpected(boundary.error());
    pcm.access = *access;
    pcm.shape = *shape;
    pcm.boundary = *boundary;
    return {};
}

}  // namespace

Result<AlsaPcm> AlsaPcm::open(const std::string& name, CardDirection direction,
                              const DeviceRequest& request)
{
    quietAlsa();
    if (!isConvertible(request.format))
        return fail(ErrorCode::Unsupported, 0, request.format.layout().name);
    const auto stream =
        direction == CardDirection::Playback ? SND_PCM_STREAM_PLAYBACK : SND_PCM_STREAM_CAPTURE;
    snd_pcm_t* opened = nullptr;
    // Without waiting: who holds a card may hold it for hours.
    if (const int error = snd_pcm_open(&opened, name.c_str(), stream, SND_PCM_NONBLOCK); error < 0)
        return fail(ErrorCode::OpenFailed, -error, name);
    AlsaPcm pcm{PcmHandle(opened), {}, {}, 0};
    if (auto ready = setUp(pcm, request); !ready)
        return fail(ready.error().code, ready.error().sys, name);
    return pcm;
}

Frames startThreshold(const DeviceShape& shape)
{
    return std::min(shape.period + shape.period, shape.buffer - shape.period + Frames(1));
}

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/card/hardware_parameters.h"

#include "engine/card/card_format.h"

namespace dsproxy {
namespace {

snd_pcm_hw_params_t* allocated()
{
    snd_pcm_hw_params_t* parameters = nullptr;
    snd_pcm_hw_params_malloc(&parameters);
    return parameters;
}

std::unexpected<Error> alsaError(int error)
{
    return fail(ErrorCode::OpenFailed, -error);
}

/// Rates that cards have; one that has another is asked for the wanted one and its limits.
constexpr std::uint32_t common_rates[] = {5512,   8000,   11025,  12000,  16000, 22050, 24000,
                                          32000,  44100,  48000,  64000,  88200, 96000, 176400,
                                          192000, 352800, 384000, 705600, 768000};

}  // namespace

HardwareParameters::HardwareParameters(snd_pcm_t* pcm) : pcm_(pcm), parameters_(allocated()) {}

HardwareParameters::HardwareParameters(const HardwareParameters& other)
    : HardwareParameters(other.pcm_)
{
    snd_pcm_hw_params_copy(parameters_.get(), other.parameters_.get());
}

Result<HardwareParameters> HardwareParameters::of(snd_pcm_t* pcm)
{
    HardwareParameters all(pcm);
    if (const int error = snd_pcm_hw_params_any(pcm, all.parameters_.get()); error < 0)
        return alsaError(error);
    HardwareParameters plain(all);
    if (snd_pcm_hw_params_set_rate_resample(pcm, plain.parameters_.get(), 0) == 0)
        return plain;
    return all;
}

Result<snd_pcm_access_t> HardwareParameters::chooseAccess()
{
    int error = 0;
    for (const auto access : {SND_PCM_ACCESS_MMAP_INTERLEAVED, SND_PCM_ACCESS_MMAP_NONINTERLEAVED,
                              SND_PCM_ACCESS_RW_INTERLEAVED}) {
        error = snd_pcm_hw_params_set_access(pcm_, parameters_.get(), access);
        if (error == 0)
            return access;
    }
    return fail(ErrorCode::Unsupported, -error);
}

CardAbility HardwareParameters::ability(const Format& wanted) const
{
    CardAbility ability;
    snd_pcm_hw_params_t* const parameters = parameters_.get();
    for (const CardFormat& format : cardFormats())
        if (snd_pcm_hw_params_test_format(pcm_, parameters, format.alsa) == 0)
            ability.samples.push_back({format.afmt, significantBits(format.alsa)});

    unsigned least = 0;
    snd_pcm_hw_params_get_channels_min(parameters, &least);
    for (std::uint32_t channels = 1; channels <= OSS_CHANNELS_MAX; ++channels)
        if (snd_pcm_hw_params_test_channels(pcm_, parameters, channels) == 0)
            ability.channels.push_back(channels);
    if (ability.channels.empty())
        ability.channels.push_back(least);

    std::vector<std::uint32_t> rates(std::begin(common_rates), std::end(common_rates));
    unsigned limits[2] = {};
    snd_pcm_hw_params_get_rate_min(parameters, &limits[0], nullptr);
    snd_pcm_hw_params_get_rate_max(parameters, &limits[1], nullptr);
    rates.insert(rates.end(), {wanted.rate().hz, limits[0], limits[1]});
    std::ranges::sort(rates);
    const auto repeated = std::ranges::unique(rates);
    rates.erase(repeated.begin(), repeated.end());
    for (const std::uint32_t rate : rates)
        if (rate > 0 && snd_pcm_hw_params_test_rate(pcm_, parameters, rate, 0) == 0)
            ability.rates.push_back(rate);
    return ability;
}

/// What the driver says that it keeps of a sample: 24 bits of S32, say.
std::uint32_t HardwareParameters::significantBits(snd_pcm_format_t format) const
{
    HardwareParameters narrowed(*this);
    const int width = snd_pcm_format_width(format);
    if (snd_pcm_hw_params_set_format(pcm_, narrowed.parameters_.get(), format) != 0)
        return static_cast<std::uint32_t>(width);
    const int bits = snd_pcm_hw_params_get_sbits(narrowed.parameters_.get());
    return static_cast<std::uint32_t>(bits > 0 && bits < width ? bits : width);
}

bool HardwareParameters::choose(const Format& format)
{
    HardwareParameters narrowed(*this);
    snd_pcm_hw_params_t* const parameters = narrowed.parameters_.get();
    if (snd_pcm_hw_params_set_format(pcm_, parameters, alsaFormat(format.afmt())) != 0 ||
        snd_pcm_hw_params_set_channels(pcm_, parameters, format.channels().count) != 0 ||
        snd_pcm_hw_params_set_rate(pcm_, parameters, format.rate().hz, 0) != 0)
        return false;
    *this = std::move(narrowed);
    return true;
}

Result<void> HardwareParameters::chooseBuffer(const Format& format, Nanoseconds latency)
{
    constexpr snd_pcm_uframes_t periods = 4;
    constexpr std::int64_t longest = 10'000'000'000;
    const auto ns = static_cast<std::uint64_t>(std::clamp<std::int64_t>(latency.value, 0, longest));
    snd_pcm_uframes_t buffer =
        std::max<snd_pcm_uframes_t>(oss_frames_in(&format.params(), ns), periods);
    int error = snd_pcm_hw_params_set_buffer_size_near(pcm_, parameters_.get(), &buffer);
    if (error < 0)
        return alsaError(error);
    snd_pcm_uframes_t period = std::max<snd_pcm_uframes_t>(buffer / periods, 1);
    int direction = 0;
    error = snd_pcm_hw_params_set_period_size_near(pcm_, parameters_.get(), &period, &direction);
    if (error < 0)
        return alsaError(error);
    return {};
}

Result<DeviceShape> HardwareParameters::apply(const Format& format)
{
    if (const int error = snd_pcm_hw_params(pcm_, parameters_.get()); error < 0)
        return alsaError(error);
    snd_pcm_uframes_t period = 0;
    snd_pcm_uframes_t buffer = 0;
    snd_pcm_hw_params_get_period_size(parameters_.get(), &period, nullptr);
    snd_pcm_hw_params_get_buffer_size(parameters_.get(), &buffer);
    return DeviceShape{format, Frames(static_cast<std::int64_t>(period)),
                       Frames(static_cast<std::int64_t>(buffer))};
}

}  // namespace dsproxy

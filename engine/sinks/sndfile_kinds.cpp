// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/sndfile_kinds.h"

#include "engine/sinks/integer_option.h"
#include "engine/sinks/sndfile_sink.h"

#include <limits>

namespace dsproxy {
namespace {

constexpr Bytes noLimit{std::numeric_limits<std::int64_t>::max()};
constexpr std::uint32_t sndfileChannels = 1024;

/// All that a header can name: integers of each width, floats and both laws.
SndfileSamples everySample(const oss_format_info& layout, SndfileSamples eightBits)
{
    switch (static_cast<oss_encoding>(layout.encoding)) {
    case OSS_ENCODING_FLOAT:
        return {AFMT_FLOAT, SF_FORMAT_FLOAT};
    case OSS_ENCODING_MU_LAW:
        return {AFMT_MU_LAW, SF_FORMAT_ULAW};
    case OSS_ENCODING_A_LAW:
        return {AFMT_A_LAW, SF_FORMAT_ALAW};
    default:
        break;
    }
    if (layout.bits <= 8)
        return eightBits;
    if (layout.bits <= 16)
        return {AFMT_S16_NE, SF_FORMAT_PCM_16};
    if (layout.bits <= 24)
        return {AFMT_S24_PACKED, SF_FORMAT_PCM_24};
    return {AFMT_S32_NE, SF_FORMAT_PCM_32};
}

SndfileSamples samplesOfWav(const oss_format_info& layout)
{
    return everySample(layout, {AFMT_U8, SF_FORMAT_PCM_U8});
}

SndfileSamples samplesOfCaf(const oss_format_info& layout)
{
    return everySample(layout, {AFMT_S8, SF_FORMAT_PCM_S8});
}

bool isLaw(const oss_format_info& layout)
{
    return layout.encoding == OSS_ENCODING_MU_LAW || layout.encoding == OSS_ENCODING_A_LAW;
}

/// Not every reader of AIFF knows the laws; each of their codes is an integer of 16 bits.
SndfileSamples samplesOfAiff(const oss_format_info& layout)
{
    return isLaw(layout) ? SndfileSamples{AFMT_S16_NE, SF_FORMAT_PCM_16} : samplesOfCaf(layout);
}

/// Integers of at most 24 bits.
SndfileSamples samplesOfFlac(const oss_format_info& layout)
{
    if (isLaw(layout))
        return {AFMT_S16_NE, SF_FORMAT_PCM_16};
    if (layout.bits > 24)
        return {AFMT_S24_PACKED, SF_FORMAT_PCM_24};
    return samplesOfCaf(layout);
}

Rate anyRate(Rate rate)
{
    return rate;
}

/// Any up to 65535 Hz, multiples of 10 Hz up to 655350: what a frame's header can say.
Rate rateOfFlac(Rate rate)
{
    while (rate.hz > 655350)
        rate.hz /= 2;
    return rate.hz > 65535 ? Rate{rate.hz / 10 * 10} : rate;
}

constexpr SndfileKind wav{.container = SF_FORMAT_RF64,
                          .samples = samplesOfWav,
                          .rate = anyRate,
                          .channelsMax = sndfileChannels,
                          .bytesMax = noLimit,
                          .flac = false};

constexpr SndfileKind aiff{.container = SF_FORMAT_AIFF,
                           .samples = samplesOfAiff,
                           .rate = anyRate,
                           .channelsMax = sndfileChannels,
                           .bytesMax = Bytes(std::numeric_limits<std::uint32_t>::max()),
                           .flac = false};

constexpr SndfileKind caf{.container = SF_FORMAT_CAF,
                          .samples = samplesOfCaf,
                          .rate = anyRate,
                          .channelsMax = sndfileChannels,
                          .bytesMax = noLimit,
                          .flac = false};

constexpr SndfileKind flac{.container = SF_FORMAT_FLAC,
                           .samples = samplesOfFlac,
                           .rate = rateOfFlac,
                           .channelsMax = 8,
                           .bytesMax = noLimit,
                           .flac = true};

template <const SndfileKind& kind>
Result<std::unique_ptr<Sink>> open(const SinkSpec& spec, const Format& format, const Tags& tags)
{
    return SndfileSink::open(kind, spec.path, format, tags, integerOption(spec.options, "level"));
}

Result<void> checkLevel(const SinkOptions& options)
{
    constexpr IntegerOption known[] = {{"level", 0, 8}};
    return checkIntegers(options, known);
}

}  // namespace

constinit const SinkKind wavKind{
    .name = "wav", .place = SinkPlace::Files, .extensions = {".wav"}, .open = open<wav>};

constinit const SinkKind aiffKind{
    .name = "aiff", .place = SinkPlace::Files, .extensions = {".aiff", ".aif"}, .open = open<aiff>};

constinit const SinkKind cafKind{
    .name = "caf", .place = SinkPlace::Files, .extensions = {".caf"}, .open = open<caf>};

constinit const SinkKind flacKind{.name = "flac",
                                  .place = SinkPlace::Files,
                                  .extensions = {".flac"},
                                  .checkOptions = checkLevel,
                                  .open = open<flac>};

}  // namespace dsproxy

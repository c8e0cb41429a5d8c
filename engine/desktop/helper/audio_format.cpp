// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/desktop/helper/audio_format.h"

#include "oss/abi.h"
#include "oss/format.h"

#include <algorithm>

namespace dsproxy::desktop {

namespace {

constexpr int mostChannels = QAudioFormat::NChannelPositions - 1;
/// What a sound server resamples.
constexpr std::uint32_t leastRate = 4000;
constexpr std::uint32_t mostRate = 384000;

QAudioFormat::SampleFormat sampleFormat(std::uint32_t afmt)
{
    const oss_format_info* layout = oss_format_find(afmt);
    if (afmt == AFMT_U8)
        return QAudioFormat::UInt8;
    if (!layout || layout->encoding == OSS_ENCODING_MU_LAW ||
        layout->encoding == OSS_ENCODING_A_LAW)
        return QAudioFormat::Int16;
    if (layout->encoding == OSS_ENCODING_FLOAT)
        return QAudioFormat::Float;
    return layout->bits <= 16 ? QAudioFormat::Int16 : QAudioFormat::Int32;
}

/// The usual places of up to eight channels, else the first ones that Qt knows: its own choice for
/// more than eight has one place too many.
QAudioFormat::ChannelConfig channelConfig(int channels)
{
    constexpr int most_usual = 8;
    if (channels <= most_usual)
        return QAudioFormat::defaultChannelConfigForChannelCount(channels);
    return static_cast<QAudioFormat::ChannelConfig>(((1u << channels) - 1) << 1);
}

}  // namespace

QAudioFormat qtFormat(const oss_params& params)
{
    QAudioFormat format;
    format.setSampleFormat(sampleFormat(params.afmt));
    format.setSampleRate(static_cast<int>(std::clamp(params.rate, leastRate, mostRate)));
    format.setChannelConfig(
        channelConfig(std::min(static_cast<int>(params.channels), mostChannels)));
    return format;
}

std::uint32_t afmtOf(const QAudioFormat& format)
{
    switch (format.sampleFormat()) {
    case QAudioFormat::UInt8:
        return AFMT_U8;
    case QAudioFormat::Int32:
        return AFMT_S32_NE;
    case QAudioFormat::Float:
        return AFMT_FLOAT;
    default:
        return AFMT_S16_NE;
    }
}

}  // namespace dsproxy::desktop

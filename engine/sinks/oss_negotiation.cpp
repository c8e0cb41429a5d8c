// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/oss_negotiation.h"

#include "engine/pcm/convert.h"

namespace dsproxy {
namespace {

Result<std::uint32_t> ask(const OssSet& set, unsigned long request, std::uint32_t wanted)
{
    int value = static_cast<int>(wanted);
    if (set(request, &value) != 0)
        return fail(ErrorCode::OpenFailed, errno);
    return static_cast<std::uint32_t>(value);
}

/// 16 bits are what every card has; some refuse others, some answer what they have instead.
Result<std::uint32_t> askFormat(const Format& wanted, const OssSet& set)
{
    auto answer = ask(set, SNDCTL_DSP_SETFMT, wanted.afmt());
    if (answer && *answer == wanted.afmt())
        return answer;
    if (!isConvertible(wanted))
        return fail(ErrorCode::Unsupported, 0, wanted.layout().name);
    answer = ask(set, SNDCTL_DSP_SETFMT, AFMT_S16_NE);
    if (!answer)
        return answer;
    const oss_format_info* layout = oss_format_find(*answer);
    if (!layout || layout->encoding == OSS_ENCODING_OPAQUE)
        return fail(ErrorCode::Unsupported, 0, wanted.layout().name);
    return answer;
}

}  // namespace

Result<Format> negotiate(const Format& wanted, const OssSet& set)
{
    const auto afmt = askFormat(wanted, set);
    if (!afmt)
        return std::unexpected(afmt.error());
    const auto channels = ask(set, SNDCTL_DSP_CHANNELS, wanted.channels().count);
    if (!channels)
        return std::unexpected(channels.error());
    const auto rate = ask(set, SNDCTL_DSP_SPEED, wanted.rate().hz);
    if (!rate)
        return std::unexpected(rate.error());
    if (*channels < 1 || *channels > OSS_CHANNELS_MAX || *rate < 1)
        return fail(ErrorCode::Unsupported, 0, wanted.layout().name);
    return Format(*afmt, Channels{*channels}, Rate{*rate});
}

}  // namespace dsproxy

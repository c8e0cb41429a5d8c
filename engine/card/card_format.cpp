// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/card/card_format.h"

#include "oss/abi.h"

#include <algorithm>

namespace dsproxy {
namespace {

constexpr CardFormat formats[] = {
    {AFMT_U8, SND_PCM_FORMAT_U8},
    {AFMT_S8, SND_PCM_FORMAT_S8},
    {AFMT_S16_LE, SND_PCM_FORMAT_S16_LE},
    {AFMT_S16_BE, SND_PCM_FORMAT_S16_BE},
    {AFMT_U16_LE, SND_PCM_FORMAT_U16_LE},
    {AFMT_U16_BE, SND_PCM_FORMAT_U16_BE},
    {AFMT_S24_LE, SND_PCM_FORMAT_S24_LE},
    {AFMT_S24_BE, SND_PCM_FORMAT_S24_BE},
    {AFMT_S24_PACKED, SND_PCM_FORMAT_S24_3LE},
    {AFMT_U24_LE, SND_PCM_FORMAT_U24_LE},
    {AFMT_U24_BE, SND_PCM_FORMAT_U24_BE},
    {AFMT_S32_LE, SND_PCM_FORMAT_S32_LE},
    {AFMT_S32_BE, SND_PCM_FORMAT_S32_BE},
    {AFMT_U32_LE, SND_PCM_FORMAT_U32_LE},
    {AFMT_U32_BE, SND_PCM_FORMAT_U32_BE},
    {AFMT_FLOAT, SND_PCM_FORMAT_FLOAT},
};

}  // namespace

std::span<const CardFormat> cardFormats()
{
    return formats;
}

snd_pcm_format_t alsaFormat(std::uint32_t afmt)
{
    return std::ranges::find(formats, afmt, &CardFormat::afmt)->alsa;
}

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
/// SPEED, STEREO, CHANNELS: what is asked is what is answered.
#include "case.h"
#include "device.h"

#include <climits>

namespace dsproxy::check {

namespace {

void usualRates()
{
    const Device dsp(O_WRONLY);
    for (const int rate : {8000, 11025, 16000, 22050, 32000, 44100, 48000}) {
        const int answered = dsp.must(SNDCTL_DSP_SPEED, rate);
        expect(between("SPEED", answered, rate * 95 / 100, rate * 105 / 100));
        expect(eq("READ_RATE", dsp.must(SOUND_PCM_READ_RATE), answered));
    }
}

void exactRates()
{
    const Device dsp(O_WRONLY);
    for (const int rate : {1,     7,     1000,   1001,   4000,   5512,   7350,  8000,  8001,
                           11025, 11127, 12345,  22050,  37800,  44099,  44100, 44101, 48000,
                           88200, 96000, 176400, 192000, 384000, 767999, 768000}) {
        expect(eq("SPEED", dsp.must(SNDCTL_DSP_SPEED, rate), rate));
        expect(eq("READ_RATE", dsp.must(SOUND_PCM_READ_RATE), rate));
    }
}

void clampedRates()
{
    const Device dsp(O_WRONLY);
    const struct {
        int asked, answered;
    } rows[] = {{768001, 768000}, {2000000, 768000}, {INT_MAX, 768000}};
    for (const auto& row : rows) {
        expect(eq("SPEED of " + std::to_string(row.asked), dsp.must(SNDCTL_DSP_SPEED, row.asked),
                  row.answered));
        expect(eq("READ_RATE", dsp.must(SOUND_PCM_READ_RATE), row.answered));
    }
}

void senselessRates()
{
    const Device dsp(O_WRONLY);
    dsp.must(SNDCTL_DSP_SPEED, 44100);
    for (const int rate : {0, -1, -44100, INT_MIN}) {
        dsp.set(SNDCTL_DSP_SPEED, rate);
        expect(between("READ_RATE afterwards", dsp.must(SOUND_PCM_READ_RATE), 1, 10000000));
    }
}

void stereoBothWays()
{
    const Device dsp(O_WRONLY);
    for (const int stereo : {1, 0, 1, 0}) {
        expect(eq("STEREO", dsp.must(SNDCTL_DSP_STEREO, stereo), stereo));
        expect(eq("READ_CHANNELS", dsp.must(SOUND_PCM_READ_CHANNELS), stereo + 1));
    }
}

void channelsOneAndTwo()
{
    const Device dsp(O_WRONLY);
    for (const int channels : {2, 1, 2}) {
        expect(eq("CHANNELS", dsp.must(SNDCTL_DSP_CHANNELS, channels), channels));
        expect(eq("READ_CHANNELS", dsp.must(SOUND_PCM_READ_CHANNELS), channels));
    }
}

void channelsUpTo32()
{
    const Device dsp(O_WRONLY);
    for (int channels = 1; channels <= 32; ++channels)
        expect(eq("CHANNELS", dsp.must(SNDCTL_DSP_CHANNELS, channels), channels));
}

void senselessChannels()
{
    const Device dsp(O_WRONLY);
    dsp.must(SNDCTL_DSP_CHANNELS, 2);
    for (const int channels : {0, -1, 1000, INT_MAX, INT_MIN}) {
        dsp.set(SNDCTL_DSP_CHANNELS, channels);
        expect(between("READ_CHANNELS afterwards", dsp.must(SOUND_PCM_READ_CHANNELS), 1, 256));
    }
}

/// The order of the calls must not matter: each changes one thing.
void settingsAreIndependent()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 44100);
    const int rate = dsp.must(SOUND_PCM_READ_RATE);
    dsp.must(SNDCTL_DSP_SETFMT, AFMT_U8);
    expect(eq("channels after SETFMT", dsp.must(SOUND_PCM_READ_CHANNELS), 2));
    expect(eq("rate after SETFMT", dsp.must(SOUND_PCM_READ_RATE), rate));
    dsp.must(SNDCTL_DSP_STEREO, 0);
    expect(eqHex("format after STEREO", dsp.must(SNDCTL_DSP_SETFMT, AFMT_QUERY), AFMT_U8));
    expect(eq("rate after STEREO", dsp.must(SOUND_PCM_READ_RATE), rate));
    dsp.must(SNDCTL_DSP_SPEED, 22050);
    expect(eqHex("format after SPEED", dsp.must(SNDCTL_DSP_SETFMT, AFMT_QUERY), AFMT_U8));
    expect(eq("channels after SPEED", dsp.must(SOUND_PCM_READ_CHANNELS), 1));
}

void queriesByZero()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 44100);
    for (const int value : {0, -1, INT_MIN}) {
        expect(eq("SPEED of " + show(value), dsp.must(SNDCTL_DSP_SPEED, value), 44100));
        expect(eq("CHANNELS of " + show(value), dsp.must(SNDCTL_DSP_CHANNELS, value), 2));
    }
}

void tooManyChannels()
{
    const Device dsp(O_WRONLY);
    for (const int channels : {33, 1000, INT_MAX})
        expect(eq("CHANNELS of " + show(channels), dsp.must(SNDCTL_DSP_CHANNELS, channels), 32));
    expect(eq("STEREO of 7", dsp.must(SNDCTL_DSP_STEREO, 7), 1));
    expect(eq("READ_CHANNELS", dsp.must(SOUND_PCM_READ_CHANNELS), 2));
}

constexpr Case cases[] = {
    {"param/zero-and-less-only-ask", "SNDCTL_DSP_SPEED", Kind::Dsproxy, queriesByZero},
    {"param/too-many-channels-are-clamped", "SNDCTL_DSP_CHANNELS", Kind::Dsproxy, tooManyChannels},
    {"param/usual-rates", "SNDCTL_DSP_SPEED", Kind::Common, usualRates},
    {"param/every-rate-is-exact", "SNDCTL_DSP_SPEED", Kind::Dsproxy, exactRates},
    {"param/rates-are-clamped", "SNDCTL_DSP_SPEED", Kind::Dsproxy, clampedRates},
    {"param/senseless-rates-leave-a-sane-one", "SNDCTL_DSP_SPEED", Kind::Common, senselessRates},
    {"param/stereo-on-and-off", "SNDCTL_DSP_STEREO", Kind::Common, stereoBothWays},
    {"param/channels-one-and-two", "SNDCTL_DSP_CHANNELS", Kind::Common, channelsOneAndTwo},
    {"param/channels-up-to-32", "SNDCTL_DSP_CHANNELS", Kind::Dsproxy, channelsUpTo32},
    {"param/senseless-channels-leave-a-sane-count", "SNDCTL_DSP_CHANNELS", Kind::Common,
     senselessChannels},
    {"param/settings-are-independent", "SNDCTL_DSP_SETFMT", Kind::Common, settingsAreIndependent},
};

}  // namespace

std::span<const Case> paramCases()
{
    return cases;
}

}  // namespace dsproxy::check

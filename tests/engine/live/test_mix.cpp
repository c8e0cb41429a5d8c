// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/engine/live/mixer.h"

#include <cmath>
#include <cstring>
#include <limits>

namespace dsproxy::test {
namespace {

constexpr Frames period{256};

/// Plays all of PCM at once and ends.
void playWhole(MixInput& input, const Format& format, const ByteVector& pcm)
{
    input.format(format);
    input.pcm(view(format, pcm));
    input.end();
}

ByteVector shorts(std::initializer_list<std::int16_t> values)
{
    ByteVector bytes(values.size() * 2);
    std::memcpy(bytes.data(), values.begin(), bytes.size());
    return bytes;
}

TEST(Mix, oneStreamAtFullVolumeIsExactInAllThatTheDeviceCanHold)
{
    for (const std::uint32_t from : {AFMT_U8, AFMT_S16_LE, AFMT_S16_BE, AFMT_S24_LE, AFMT_S32_LE}) {
        for (const std::uint32_t to : {AFMT_S16_LE, AFMT_S24_PACKED, AFMT_S24_LE, AFMT_S32_LE}) {
            for (const std::uint32_t channels : {1u, 2u}) {
                const Format stream(from, Channels{channels}, Rate{44100});
                const Format device(to, Channels{channels}, Rate{44100});
                if (stream.layout().bits > device.layout().bits)
                    continue;
                const ByteVector pcm = noise(stream, Frames(2000));
                ByteVector expected;
                transcode(stream.layout(), pcm, device.layout(), expected);
                Mixer mixer(device, period);
                playWhole(*mixer.connect(), stream, pcm);
                EXPECT_EQ(mixer.render(Frames(2000)), expected)
                    << stream.layout().name << " to " << device.layout().name;
            }
        }
    }
}

TEST(Mix, sumsAreExactAndLimitedAtFullScale)
{
    const Format format(AFMT_S16_LE, Channels{2}, Rate{48000});
    Mixer mixer(format, period);
    playWhole(*mixer.connect(), format, shorts({1000, -1000, 32767, -32768, 20000, -1, 5, 0}));
    playWhole(*mixer.connect(), format, shorts({234, -7, 1, -1, 20000, 1, -32768, 0}));
    playWhole(*mixer.connect(), format, shorts({1, 0, -1, -20000, 0, 0, 0, 0, 77, 78}));
    EXPECT_EQ(mixer.render(Frames(5)),
              shorts({1235, -1007, 32767, -32768, 32767, 0, -32763, 0, 77, 78}));
}

TEST(Mix, fiveHundredStreamsOfNoiseSumExactly)
{
    const Format format(AFMT_S16_LE, Channels{1}, Rate{48000});
    const Format device(AFMT_S32_LE, Channels{1}, Rate{48000});
    Mixer mixer(device, period);
    std::vector<std::int32_t> expected(300);
    for (std::int64_t i = 0; i < 500; ++i) {
        ByteVector pcm = noise(format, Frames(300 + i));
        pcm.erase(pcm.begin(), pcm.begin() + 2 * i);
        std::vector<std::int16_t> samples(300);
        std::memcpy(samples.data(), pcm.data(), pcm.size());
        for (std::size_t at = 0; at < 300; ++at) {
            samples[at] = static_cast<std::int16_t>(samples[at] / 500);
            expected[at] += samples[at] * 65536;
        }
        std::memcpy(pcm.data(), samples.data(), pcm.size());
        playWhole(*mixer.connect(), format, pcm);
    }
    const ByteVector out = mixer.render(Frames(300));
    std::vector<std::int32_t> got(300);
    std::memcpy(got.data(), out.data(), out.size());
    EXPECT_EQ(got, expected);
}

TEST(Mix, volumeAndMuteAreOfOneInputAlone)
{
    const Format format(AFMT_S16_LE, Channels{2}, Rate{48000});
    Mixer mixer(format, period);
    const auto loud = mixer.connect();
    const auto quiet = mixer.connect();
    const auto muted = mixer.connect();
    quiet->volume().set(0.5, 0.25);
    muted->volume().mute(true);
    mixer.mix.enter(mixer.shape);  // no ramp from full volume
    playWhole(*loud, format, shorts({1000, 1000}));
    playWhole(*quiet, format, shorts({400, 400}));
    playWhole(*muted, format, shorts({30000, 30000}));
    EXPECT_EQ(mixer.render(Frames(1)), shorts({1200, 1100}));
    EXPECT_EQ(quiet->meter().take()[0].peak, 200 / 32768.0);
    EXPECT_EQ(muted->meter().take()[0].peak, 0);
}

TEST(Mix, aRateOfItsOwnKeepsItsLengthAndItsSound)
{
    const Format stream(AFMT_FLOAT, Channels{1}, Rate{44100});
    const Format device(AFMT_FLOAT, Channels{2}, Rate{48000});
    Mixer mixer(device, period);
    const auto input = mixer.connect();
    playWhole(*input, stream, sine(stream, Frames(9000), 997));
    const auto expected = decoded(device, sine(device, Frames(9796), 997));
    const auto got = decoded(device, mixer.render(Frames(9984)));
    const auto middle = [](const std::vector<double>& samples) {
        return std::span(samples).subspan(400, 2 * 9796 - 800);
    };
    EXPECT_GT(signalToError(middle(expected), middle(got)), 90);
    const auto end = std::find_if(got.rbegin(), got.rend(), [](double s) { return s != 0; });
    EXPECT_EQ((got.rend() - end + 1) / 2, 9796) << "9000 * 480 / 441, rounded up";
    EXPECT_EQ(input->dropped(), 0u);
}

TEST(Mix, aProgramsInfinityDoesNotSilenceTheOthers)
{
    const Format floats(AFMT_FLOAT, Channels{1}, Rate{48000});
    const Format device(AFMT_FLOAT, Channels{1}, Rate{48000});
    Mixer mixer(device, period);
    const float bad[] = {std::numeric_limits<float>::infinity(), std::nanf(""), -1e38f, 0.5f};
    const float good[] = {0.25f, 0.25f, 0, 0.25f};
    ByteVector pcm(sizeof bad);
    std::memcpy(pcm.data(), bad, sizeof bad);
    playWhole(*mixer.connect(), floats, pcm);
    std::memcpy(pcm.data(), good, sizeof good);
    playWhole(*mixer.connect(), floats, pcm);
    const auto got = decoded(device, mixer.render(Frames(4)));
    EXPECT_EQ(got[0], 0.25);
    EXPECT_EQ(got[1], 0.25);
    EXPECT_EQ(got[3], 0.75);
}

TEST(Mix, compressedSoundIsCountedAsDropped)
{
    Mixer mixer(Format(AFMT_S16_LE, Channels{2}, Rate{48000}), period);
    const auto input = mixer.connect();
    const Format ac3(AFMT_AC3, Channels{2}, Rate{48000});
    playWhole(*input, ac3, ByteVector(400));
    EXPECT_EQ(mixer.render(Frames(100)), ByteVector(400));
    EXPECT_EQ(input->dropped(), static_cast<std::uint64_t>(ac3.frames(Bytes(400)).value));
}

TEST(Mix, aFormatChangeWithinTheStreamLosesNothing)
{
    const Format device(AFMT_S32_LE, Channels{2}, Rate{48000});
    const Format first(AFMT_S16_LE, Channels{2}, Rate{48000});
    const Format second(AFMT_U8, Channels{1}, Rate{48000});
    Mixer mixer(device, period);
    const auto input = mixer.connect();
    const ByteVector one = noise(first, Frames(500));
    const ByteVector two(300, std::byte{0xC0});
    input->format(first);
    input->pcm(view(first, one));
    playWhole(*input, second, two);
    const auto got = decoded(device, mixer.render(Frames(800)));
    const auto expected = decoded(first, one);
    for (std::size_t i = 0; i < expected.size(); ++i)
        ASSERT_EQ(got[i], expected[i]) << i;
    for (std::size_t i = expected.size(); i < 1600; ++i)
        ASSERT_EQ(got[i], 0.5) << i;
}

TEST(Mix, anotherDevicePlaysOnWhereTheLastOneStopped)
{
    const Format stream(AFMT_S16_LE, Channels{2}, Rate{48000});
    Mixer mixer(stream, period);
    const auto input = mixer.connect();
    const ByteVector pcm = noise(stream, Frames(3000));
    playWhole(*input, stream, pcm);
    ByteVector heard = mixer.render(Frames(1000));
    const Format wide(AFMT_S32_LE, Channels{2}, Rate{48000});
    mixer.shape.format = wide;
    mixer.mix.enter(mixer.shape);
    const ByteVector rest = mixer.render(Frames(2000));
    auto expected = decoded(stream, pcm);
    auto got = decoded(stream, heard);
    const auto second = decoded(wide, rest);
    got.insert(got.end(), second.begin(), second.end());
    EXPECT_EQ(got, expected);
}

/// The program pauses, so the pump does not come by: the sink takes over what was queued.
TEST(Mix, anotherRatePlaysWhatWasQueuedForTheLastOne)
{
    const Format stream(AFMT_FLOAT, Channels{2}, Rate{48000});
    for (const bool ended : {false, true}) {
        Mixer mixer(stream, period);
        const auto input = mixer.connect();
        input->format(stream);
        input->pcm(view(stream, sine(stream, Frames(4000), 500)));
        if (ended)
            input->end();
        const Format other(AFMT_FLOAT, Channels{1}, Rate{96000});
        mixer.shape.format = other;
        mixer.mix.enter(mixer.shape);
        const auto got = decoded(other, mixer.render(Frames(10'000)));
        const auto begin = std::find_if(got.begin(), got.end(), [](double s) { return s > 1e-6; });
        ASSERT_GT(got.end() - begin, 7800);
        const auto expected = decoded(other, sine(other, Frames(8000), 500));
        EXPECT_GT(signalToError(std::span(expected).subspan(400, 7000),
                                std::span(&*begin, 7900).subspan(399, 7000)),
                  90)
            << ended;
        EXPECT_EQ(input->dropped(), 0u);
    }
}

TEST(Mix, forgetsAnInputWhenItIsPlayedOutAndNotBefore)
{
    const Format format(AFMT_S16_LE, Channels{1}, Rate{48000});
    Mixer mixer(format, period);
    const auto input = mixer.connect();
    playWhole(*input, format, noise(format, Frames(2 * period.value)));
    for (int i = 0; i < 2; ++i) {
        mixer.mix.tidy();
        ASSERT_EQ(mixer.mix.size(), 1u);
        mixer.render(period);
    }
    mixer.mix.tidy();
    EXPECT_TRUE(mixer.mix.empty());
}

TEST(Mix, framesThatDoNotFitAreCounted)
{
    const Format format(AFMT_S16_LE, Channels{1}, Rate{8000});
    Mixer mixer(format, period);
    const auto input = mixer.connect();
    input->format(format);
    const ByteVector pcm = noise(format, Frames(50'000));
    input->pcm(view(format, pcm));
    input->end();
    std::size_t heard = 0;
    for (ByteVector out = mixer.render(period); out != ByteVector(out.size());
         out = mixer.render(period)) {
        ASSERT_TRUE(std::equal(out.begin(), out.begin() + 200, pcm.begin() + 2 * heard));
        heard += static_cast<std::size_t>(period.value);
    }
    EXPECT_GE(heard, 3000u);
    EXPECT_GT(input->dropped(), 50'000 - heard - 256);
    EXPECT_LT(input->dropped(), 50'000 - heard + 2 * 256);
    mixer.mix.tidy();
    EXPECT_EQ(mixer.mix.dropped(), input->dropped()) << "also of inputs that are forgotten";
}

}  // namespace
}  // namespace dsproxy::test

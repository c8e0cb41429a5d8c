// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/live_input.h"

#include "tests/engine/live/virtual_card.h"

#include <cmath>

namespace dsproxy::test {
namespace {

const Format cd(AFMT_S16_LE, Channels{2}, Rate{48000});
constexpr Frames block{480};

void pass(Frames frames)
{
    passTime(static_cast<std::uint64_t>(frames.value) * 1'000'000'000 / 48000);
}

/// Asks for PIECE bytes at a time, until there are no more.
ByteVector pullAll(CaptureInput& input, std::size_t piece)
{
    ByteVector all;
    ByteVector part(piece);
    while (input.available() > 0) {
        const std::size_t got = input.pull(part);
        all.insert(all.end(), part.begin(), part.begin() + static_cast<std::ptrdiff_t>(got));
    }
    return all;
}

TEST(LiveInput, theProgramHearsEveryFrameHoweverItAsks)
{
    for (const std::size_t piece : {1u, 7u, 1000u, 100'000u}) {
        const Format packed(AFMT_S24_PACKED, Channels{3}, Rate{48000});
        const auto input = LiveInput::create(packed, virtualNow);
        const auto reader = LiveInput::reader(input);
        input->format(packed);
        const ByteVector pcm = noise(packed, Frames(20 * block.value));
        ByteVector heard;
        for (PcmView rest{packed, pcm}; !rest.bytes.empty();) {
            input->pcm(rest.take(block));
            pass(block);
            const ByteVector got = pullAll(*reader, piece);
            heard.insert(heard.end(), got.begin(), got.end());
        }
        EXPECT_FALSE(reader->ended());
        input->end();
        const ByteVector got = pullAll(*reader, piece);
        heard.insert(heard.end(), got.begin(), got.end());
        EXPECT_EQ(heard, pcm);
        EXPECT_TRUE(reader->ended());
        EXPECT_EQ(input->dropped(), 0u);
    }
}

TEST(LiveInput, isConvertedToWhatTheProgramAsksFor)
{
    const Format mono(AFMT_S32_LE, Channels{1}, Rate{48000});
    const auto input = LiveInput::create(mono, virtualNow);
    const auto reader = LiveInput::reader(input);
    input->volume().set(0.5, 0.5);
    input->format(cd);
    const ByteVector pcm = sine(cd, Frames(4000), 500);
    input->pcm(view(cd, pcm));
    input->end();
    const auto heard = decoded(mono, pullAll(*reader, 100));
    const auto said = decoded(cd, pcm);
    ASSERT_EQ(heard.size(), 4000u);
    for (std::size_t i = 240; i < 4000; ++i)
        ASSERT_EQ(heard[i], said[2 * i] / 2) << i;
    const double peak = input->meter().take()[0].peak;
    EXPECT_GT(peak, 0.25) << "the way down from full volume is heard, too";
    EXPECT_LT(peak, 0.5);
}

TEST(LiveInput, whoHasNotListenedHearsWhatIsSaidNow)
{
    const auto input = LiveInput::create(cd, virtualNow);
    const auto reader = LiveInput::reader(input);
    input->format(cd);
    for (int i = 0; i < 1000; ++i) {
        input->pcm(view(cd, noise(cd, block)));
        pass(block);
    }
    EXPECT_LE(reader->available(), 4u * 3 * 480) << "60 ms";
    EXPECT_GT(reader->available(), 0u);
    const auto heard = static_cast<std::uint64_t>(pullAll(*reader, 100).size() / 4);
    EXPECT_NEAR(static_cast<double>(input->dropped() + heard), 480'000, 32);
}

TEST(LiveInput, withoutSoundThereIsNothing)
{
    const auto input = LiveInput::create(cd, virtualNow);
    const auto reader = LiveInput::reader(input);
    EXPECT_EQ(reader->available(), 0u);
    EXPECT_FALSE(reader->ended());
    EXPECT_EQ(LiveInput::create(Format(AFMT_AC3, Channels{2}, Rate{48000})), nullptr);
}

class MicrophoneDrift : public testing::TestWithParam<double> {};

/// The microphone is DRIFT ppm too fast; the program takes what its own clock says.
TEST_P(MicrophoneDrift, nothingIsLostAndTheProgramNeverWaits)
{
    const auto input = LiveInput::create(cd, virtualNow);
    const auto reader = LiveInput::reader(input);
    input->format(cd);
    const ByteVector pcm = noise(cd, block);
    ByteVector taken(4 * 512);
    double said_at = 0;
    double taken_at = 0.002;
    double now = 0;
    int waits = 0;
    std::size_t most = 0;
    bool flowing = false;
    while (now < 120) {
        const double next = std::min(said_at, taken_at);
        passTime(static_cast<std::uint64_t>((next - now) * 1e9));
        now = next;
        if (said_at <= taken_at) {
            input->pcm(view(cd, pcm));
            said_at += 480 / (48000 * (1 + GetParam() * 1e-6));
            continue;
        }
        const std::size_t there = reader->available();
        flowing |= there > 0;
        most = std::max(most, there);
        waits += flowing && there < taken.size();
        reader->pull(std::span(taken).first(std::min(there, taken.size())));
        taken_at += 512 / 48000.0;
    }
    EXPECT_TRUE(flowing);
    EXPECT_EQ(waits, 0);
    EXPECT_LT(most, 4u * 48 * 75) << "75 ms";
    EXPECT_EQ(input->dropped(), 0u);
}

INSTANTIATE_TEST_SUITE_P(Ppm, MicrophoneDrift, testing::Values(-500.0, -100.0, 0.0, 100.0, 500.0));

}  // namespace
}  // namespace dsproxy::test

// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/recording/pre_roll.h"
#include "tests/engine/recording/recording_stage.h"

namespace dsproxy::test {
namespace {

ByteVector bytesOf(const Heard& heard)
{
    ByteVector bytes;
    for (const HeardPiece& piece : heard)
        bytes.insert(bytes.end(), piece.view().bytes.begin(), piece.view().bytes.end());
    return bytes;
}

TEST(PreRoll, holdsExactlyTheLastSeconds)
{
    for (const std::int64_t frames : {0, 1, 44099, 44100, 44101, 44100 * 5 + 3}) {
        PreRoll preRoll(Nanoseconds(1'000'000'000));
        const ByteVector pcm = noise(cd, Frames(frames));
        play(preRoll, cd, pcm, 37);
        const std::int64_t kept = std::min<std::int64_t>(frames, 44100);
        EXPECT_EQ(bytesOf(preRoll.heard()), slice(cd, pcm, frames - kept, kept)) << frames;
    }
}

TEST(PreRoll, countsTimeAcrossFormats)
{
    const Format mono(AFMT_U8, Channels{1}, Rate{8000});
    PreRoll preRoll(Nanoseconds(1'000'000'000));
    const ByteVector first = noise(mono, Frames(8000));
    const ByteVector second = noise(cd, Frames(33'075));
    play(preRoll, mono, first);
    play(preRoll, cd, second);
    const Heard heard = preRoll.heard();
    EXPECT_EQ(heard.front().format, mono);
    EXPECT_EQ(heard.back().format, cd);
    EXPECT_EQ(bytesOf(heard), joined({slice(mono, first, 6000, 2000), second}));
}

TEST(PreRoll, whatWasTakenStaysAsItIs)
{
    PreRoll preRoll(Nanoseconds(100'000'000));
    const ByteVector pcm = noise(cd, Frames(4410));
    play(preRoll, cd, pcm);
    const Heard heard = preRoll.heard();
    play(preRoll, cd, silence(cd, 100'000));
    EXPECT_EQ(bytesOf(heard), pcm);
    EXPECT_EQ(bytesOf(preRoll.heard()), silence(cd, 4410));
}

TEST(PreRoll, takesNoMoreMemoryThanItMay)
{
    PreRoll preRoll(Nanoseconds(3'600'000'000'000), Bytes(1 << 20));
    const ByteVector pcm = noise(cd, Frames(1'000'000));
    play(preRoll, cd, pcm, 4999);
    const ByteVector kept = bytesOf(preRoll.heard());
    EXPECT_LE(kept.size(), std::size_t{1} << 20);
    EXPECT_GT(kept.size(), std::size_t{1} << 19);
    EXPECT_TRUE(std::equal(kept.rbegin(), kept.rend(), pcm.rbegin())) << "the newest";
}

TEST(PreRoll, isReadWhileItIsFed)
{
    PreRoll preRoll(Nanoseconds(500'000'000));
    std::atomic<bool> done = false;
    std::thread reader([&] {
        while (!done) {
            const ByteVector some = bytesOf(preRoll.heard());
            for (std::size_t i = 4; i < some.size(); i += 4)
                ASSERT_EQ(static_cast<int>(some[i]), (static_cast<int>(some[i - 4]) + 1) % 256);
        }
    });
    ByteVector pcm = silence(cd, 256'000);
    for (std::size_t i = 0; i < pcm.size(); i += 4)
        pcm[i] = static_cast<std::byte>(i / 4);
    for (int i = 0; i < 5; ++i)
        play(preRoll, cd, pcm, 37);
    done = true;
    reader.join();
}

}  // namespace
}  // namespace dsproxy::test

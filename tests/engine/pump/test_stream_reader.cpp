// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/pump/stream_reader.h"

#include <gtest/gtest.h>

#include <cstring>

namespace {

using namespace dsproxy;

/// A producer of the bytes 0, 1, 2... (mod 251) at every position.
class Ramp {
public:
    explicit Ramp(std::size_t capacity) : stream(std::make_shared<Stream>(1))
    {
        addRing(0, capacity);
    }

    void addRing(std::uint64_t position, std::size_t capacity)
    {
        ring_ = *PcmRing::create(capacity);
        stream->addRing(position, ring_);
    }

    void play(std::size_t bytes)
    {
        for (std::uint64_t at = stream->played.load(); bytes > 0; ++at, --bytes) {
            ring_->at(at, 1)[0][0] = std::byte(at % 251);
            stream->played.store(at + 1);
        }
    }

    std::shared_ptr<Stream> stream;

private:
    std::shared_ptr<PcmRing> ring_;
};

/// Reads all there is; returns the bytes, checks that frames are whole.
std::vector<std::byte> readAll(StreamReader& reader, std::size_t frame)
{
    std::vector<std::byte> all;
    for (PcmView pcm = reader.next(reader.played()); !pcm.bytes.empty();
         pcm = reader.next(reader.played())) {
        EXPECT_EQ(pcm.bytes.size() % frame, 0u);
        all.insert(all.end(), pcm.bytes.begin(), pcm.bytes.end());
        reader.taken(pcm);
    }
    return all;
}

void expectRamp(const std::vector<std::byte>& bytes, std::uint64_t from)
{
    for (std::size_t i = 0; i < bytes.size(); ++i)
        ASSERT_EQ(bytes[i], std::byte((from + i) % 251)) << "at " << i;
}

const Format threeBytes(AFMT_S24_PACKED, Channels{1}, Rate{48000});
const Format eighteenBytes(AFMT_S24_PACKED, Channels{6}, Rate{48000});

TEST(StreamReader, GivesWholeFramesAcrossTheEndOfTheRing)
{
    Ramp ramp(4096);
    StreamReader reader(ramp.stream);
    reader.change(eighteenBytes, 0);
    std::vector<std::byte> all;
    for (int i = 0; i < 10; ++i) {
        ramp.play(18 * 100);
        const auto more = readAll(reader, 18);
        all.insert(all.end(), more.begin(), more.end());
    }
    EXPECT_EQ(all.size(), 18000u);
    expectRamp(all, 0);
}

TEST(StreamReader, LeavesASplitFrameForLater)
{
    Ramp ramp(4096);
    StreamReader reader(ramp.stream);
    reader.change(threeBytes, 0);
    ramp.play(100);
    EXPECT_EQ(readAll(reader, 3).size(), 99u);
    ramp.play(2);
    EXPECT_EQ(readAll(reader, 3).size(), 3u);
}

TEST(StreamReader, GoesOnInALargerRingInsideAFrame)
{
    Ramp ramp(4096);
    StreamReader reader(ramp.stream);
    reader.change(threeBytes, 0);
    ramp.play(100);
    ramp.addRing(100, 8192);
    ramp.play(5000);
    const auto all = readAll(reader, 3);
    EXPECT_EQ(all.size(), 5100u);
    expectRamp(all, 0);
}

TEST(StreamReader, ChangeDropsASplitFrameAndSkipJumps)
{
    Ramp ramp(8192);
    StreamReader reader(ramp.stream);
    reader.change(threeBytes, 0);
    ramp.play(100);
    readAll(reader, 3);
    reader.change(eighteenBytes, 100);
    ramp.play(36);
    expectRamp(readAll(reader, 18), 100);
    ramp.play(500);
    reader.skip(400);
    ramp.play(18);
    const auto rest = readAll(reader, 18);
    expectRamp(rest, 400);
    EXPECT_EQ(rest.size(), (100 + 36 + 500 + 18 - 400) / 18 * 18u);
}

TEST(StreamReader, AResetThatIsAheadOfThePlayedPositionLosesNothing)
{
    Ramp ramp(4096);
    StreamReader reader(ramp.stream);
    reader.change(threeBytes, 0);
    ramp.play(300);
    readAll(reader, 3);
    reader.skip(600);
    EXPECT_TRUE(reader.next(reader.played()).bytes.empty());
    EXPECT_EQ(reader.position(), 600u);
    ramp.play(600);
    expectRamp(readAll(reader, 3), 600);
}

}  // namespace

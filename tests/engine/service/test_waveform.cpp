// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/service/waveform.h"

#include <gtest/gtest.h>

#include <fcntl.h>

#include <cstring>

namespace {

using namespace dsproxy;

const Format slow(AFMT_S16_LE, Channels{2}, Rate{1000});  // a block is 20 frames

struct Seen {
    LevelBlock head;
    std::vector<LevelBlock::Channel> channels;
};

class WaveformTest : public testing::Test {
protected:
    WaveformTest()
    {
        auto opened = *Outlet::open(65536);
        ends_ = std::move(opened.second);
        ring_ = *link::RecordRing::map(UniqueFd(::fcntl(ends_.ring, F_DUPFD_CLOEXEC, 0)));
        waveform_ = std::make_unique<Waveform>(7, opened.first, [this] { ++gone_; });
        waveform_->format(slow);
    }
    void play(std::size_t frames, std::int16_t left, std::int16_t right)
    {
        std::vector<std::int16_t> samples;
        for (std::size_t i = 0; i < frames; ++i) {
            samples.push_back(left);
            samples.push_back(i % 2 ? right : static_cast<std::int16_t>(-right));
        }
        waveform_->pcm({slow, std::as_bytes(std::span(samples))});
    }
    std::vector<Seen> seen()
    {
        std::vector<Seen> all;
        for (;;) {
            const auto record = ring_->read();
            if (!record || !*record)
                return all;
            Seen& one = all.emplace_back();
            const auto body = (*record)->body;
            std::memcpy(&one.head, body.data(), sizeof one.head);
            one.channels.resize(one.head.channels);
            std::memcpy(one.channels.data(), body.data() + sizeof one.head,
                        body.size() - sizeof one.head);
            ring_->release();
        }
    }

    Outlet::Ends ends_;
    std::unique_ptr<link::RecordRing> ring_;
    std::unique_ptr<Waveform> waveform_;
    int gone_ = 0;
};

TEST_F(WaveformTest, ABlockHasTheExtremesAndThePowerOfItsFrames)
{
    play(13, 16384, 8192);
    EXPECT_TRUE(seen().empty());
    play(27, 16384, 8192);
    const auto blocks = seen();
    ASSERT_EQ(blocks.size(), 2u);
    EXPECT_EQ(blocks[1].head.frame, 20u);
    EXPECT_EQ(blocks[1].head.frames, 20u);
    EXPECT_EQ(blocks[1].head.rate, 1000u);
    const auto& [left, right] = std::pair(blocks[1].channels[0], blocks[1].channels[1]);
    EXPECT_FLOAT_EQ(left.lowest, 0.5f);
    EXPECT_FLOAT_EQ(left.highest, 0.5f);
    EXPECT_FLOAT_EQ(left.rms, 0.5f);
    EXPECT_FLOAT_EQ(right.lowest, -0.25f);
    EXPECT_FLOAT_EQ(right.highest, 0.25f);
    EXPECT_FLOAT_EQ(right.rms, 0.25f);
}

TEST_F(WaveformTest, ACompressedFormatHasNone)
{
    waveform_->format(Format(AFMT_AC3, Channels{2}, Rate{48000}));
    waveform_->pcm({Format(AFMT_AC3, Channels{2}, Rate{48000}), {}});
    EXPECT_TRUE(seen().empty());
}

TEST_F(WaveformTest, AClientThatHasGoneIsToldOfOnce)
{
    ends_.socket.reset();
    play(200, 1, 1);
    EXPECT_EQ(gone_, 1);
    EXPECT_TRUE(waveform_->hasGone());
}

}  // namespace

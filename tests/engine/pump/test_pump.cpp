// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/pump/pump.h"
#include "engine/recording/recorder.h"

#include <gtest/gtest.h>

#include <thread>

namespace {

using namespace dsproxy;

/// What reached each sink: the bytes, and the format it was opened with.
struct Taken {
    Format format;
    std::vector<std::byte> bytes;
    bool finished = false;
};

class MemorySink final : public Sink {
public:
    explicit MemorySink(Taken& taken) : taken_(taken) {}
    Result<void> write(PcmView pcm) override
    {
        taken_.bytes.insert(taken_.bytes.end(), pcm.bytes.begin(), pcm.bytes.end());
        return {};
    }
    Result<void> finish() override
    {
        taken_.finished = true;
        return {};
    }

private:
    Taken& taken_;
};

class PumpTest : public testing::Test {
protected:
    PumpTest()
        : feed_(*Feed::create()),
          recorder_(
              {*parseSink("raw:taken.raw")}, {}, [](const Notice&) {},
              [this](const SinkSpec&, const Format& format, const Tags&) {
                  taken_.push_back({format, {}});
                  return Result<std::unique_ptr<Sink>>(std::make_unique<MemorySink>(taken_.back()));
              })
    {
        taken_.reserve(8);
        stream_ = feed_->addStream();
        ring_ = *PcmRing::create(65536);
        stream_->addRing(0, ring_);
        push(EventKind::Opened, 0, {});
    }

    void push(EventKind kind, std::uint64_t position, const Format& format,
              std::uint64_t dropped = 0)
    {
        Event event{};
        event.kind = kind;
        event.stream = stream_->id;
        event.position = position;
        event.dropped_bytes = dropped;
        event.params = format.params();
        feed_->push(event);
    }

    void play(std::uint64_t from, std::size_t bytes, std::byte value)
    {
        for (const auto& piece : ring_->at(from, bytes))
            std::fill(piece.begin(), piece.end(), value);
        stream_->played.store(from + bytes);
        feed_->ring();
    }

    void run()
    {
        push(EventKind::Closed, stream_->played.load(), {});
        feed_->end();
        Pump(*feed_, recorder_, {[](auto) {}, [](const Format&, Frames) {}}, true).run();
    }

    std::unique_ptr<Feed> feed_;
    std::vector<Taken> taken_;
    Recorder recorder_;
    std::shared_ptr<Stream> stream_;
    std::shared_ptr<PcmRing> ring_;
};

const Format mono(AFMT_U8, Channels{1}, Rate{8000});
const Format stereo(AFMT_S16_LE, Channels{2}, Rate{44100});

TEST_F(PumpTest, SplitsAtTheExactByteOfAFormatChange)
{
    push(EventKind::Format, 0, mono);
    play(0, 1000, std::byte{1});
    push(EventKind::Format, 1000, stereo);
    play(1000, 400, std::byte{2});
    run();
    ASSERT_EQ(taken_.size(), 2u);
    EXPECT_EQ(taken_[0].bytes, std::vector(1000, std::byte{1}));
    EXPECT_EQ(taken_[1].format, stereo);
    EXPECT_EQ(taken_[1].bytes, std::vector(400, std::byte{2}));
}

TEST_F(PumpTest, SkipsWhatAResetThrewAway)
{
    push(EventKind::Format, 0, mono);
    play(0, 1000, std::byte{1});
    push(EventKind::Reset, 1000, mono, 500);
    play(1000, 500, std::byte{9});
    play(1500, 200, std::byte{2});
    run();
    ASSERT_EQ(taken_.size(), 1u);
    ASSERT_EQ(taken_[0].bytes.size(), 1200u);
    EXPECT_EQ(taken_[0].bytes[999], std::byte{1});
    EXPECT_EQ(taken_[0].bytes[1000], std::byte{2});
}

/// Writes down what it is told: "heard 0+1000".
class Notes final : public Tap {
public:
    void event(const Event& event) override
    {
        all.push_back("event " + std::to_string(static_cast<unsigned>(event.kind)));
    }
    void heard(std::uint32_t, std::uint64_t position, PcmView pcm) override
    {
        add("heard", position, pcm);
    }
    void dropped(std::uint32_t, std::uint64_t position, PcmView pcm) override
    {
        add("dropped", position, pcm);
    }
    void tick() override {}
    void rest() override {}
    void finish() override { all.push_back("finish"); }

    std::vector<std::string> all;

private:
    void add(const char* what, std::uint64_t position, PcmView pcm)
    {
        all.push_back(std::string(what) + " " + std::to_string(position) + "+" +
                      std::to_string(pcm.bytes.size()));
    }
};

TEST_F(PumpTest, ATapGetsPcmBeforeTheEventThatBoundsIt)
{
    const auto event = [](EventKind kind) {
        return "event " + std::to_string(static_cast<unsigned>(kind));
    };
    push(EventKind::Format, 0, mono);
    play(0, 1000, std::byte{1});
    push(EventKind::Reset, 1000, mono, 500);
    play(1000, 500, std::byte{9});
    push(EventKind::Format, 1500, stereo);
    play(1500, 400, std::byte{2});
    push(EventKind::Closed, 1900, {});
    feed_->end();
    Notes notes;
    Pump(*feed_, recorder_, {[](auto) {}, [](const Format&, Frames) {}}, true, {&notes}).run();
    EXPECT_EQ(notes.all, (std::vector<std::string>{
                             event(EventKind::Opened), event(EventKind::Format), "heard 0+1000",
                             "dropped 1000+500", event(EventKind::Reset), event(EventKind::Format),
                             "heard 1500+400", event(EventKind::Closed), "finish"}));
}

TEST_F(PumpTest, FinishesWhatNobodyWritesToWhenAskedToRest)
{
    push(EventKind::Format, 0, mono);
    play(0, 100, std::byte{1});
    push(EventKind::Closed, 100, {});
    Pump pump(*feed_, recorder_, {[](auto) {}, [](const Format&, Frames) {}}, true);
    std::thread thread([&] { pump.run(); });
    pump.rest();
    EXPECT_TRUE(!taken_.empty() && taken_[0].finished);
    feed_->end();
    thread.join();
    EXPECT_EQ(taken_[0].bytes.size(), 100u);
}

}  // namespace

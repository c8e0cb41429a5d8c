// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/live_sink.h"

#include "tests/engine/live/virtual_card.h"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>

namespace dsproxy::test {
namespace {

constexpr Frames period{256};
const Format cd(AFMT_S16_LE, Channels{2}, Rate{48000});

/// A stereo signal whose every frame is its number.
struct Counter {
    ByteVector next(Frames frames)
    {
        ByteVector pcm(static_cast<std::size_t>(frames.value) * 4);
        for (std::size_t at = 0; at < pcm.size(); at += 4, ++count)
            std::memcpy(pcm.data() + at, &count, 4);
        return pcm;
    }
    std::uint32_t count = first;
    static constexpr std::uint32_t first = 0x10000;  // no frame of it is silence
};

/// The numbers of all frames that are not silence.
std::vector<std::uint32_t> numbers(const ByteVector& pcm)
{
    std::vector<std::uint32_t> frames(pcm.size() / 4);
    std::memcpy(frames.data(), pcm.data(), frames.size() * 4);
    std::erase(frames, 0u);
    return frames;
}

std::vector<std::uint32_t> range(std::uint32_t from, std::uint32_t to)
{
    std::vector<std::uint32_t> frames;
    for (; from < to; ++from)
        frames.push_back(from);
    return frames;
}

/// Of two long lists it says where they differ.
void expectSame(const std::vector<std::uint32_t>& got, const std::vector<std::uint32_t>& expected)
{
    const auto [at, there] = std::ranges::mismatch(got, expected);
    if (at != got.end() || there != expected.end())
        ADD_FAILURE() << got.size() << " frames instead of " << expected.size()
                      << ", another one at " << at - got.begin();
}

class LiveSinkTest : public testing::Test {
protected:
    std::shared_ptr<VirtualCard> card_a_ = std::make_shared<VirtualCard>(period);
    std::shared_ptr<VirtualCard> card_b_ = std::make_shared<VirtualCard>(period);
    VirtualCard& a = *card_a_;
    VirtualCard& b = *card_b_;

    LiveSink::Settings settings(std::vector<std::string> devices)
    {
        LiveSink::Settings settings;
        settings.devices = std::move(devices);
        settings.tick = settings.still = Nanoseconds(3'600'000'000'000);
        settings.clock = virtualNow;
        settings.open = [a = card_a_, b = card_b_](const std::string& name,
                                                   const DeviceRequest& request) {
            if (name == "a" || name == "b")
                return name == "a" ? a->open(request) : b->open(request);
            return openPlayback(name, request);
        };
        return settings;
    }

    std::unique_ptr<LiveSink> sink(const LiveSink::Settings& settings)
    {
        return *LiveSink::create("test", settings, [this](const LiveNotice& notice) {
            const std::lock_guard lock(mutex_);
            notices_.push_back(notice);
            told_.notify_all();
        });
    }

    /// A period more of everything: INPUT gets it, CARD has played one.
    void step(VirtualCard& card, std::initializer_list<MixInput*> inputs)
    {
        const ByteVector pcm = counter_.next(period);
        for (MixInput* input : inputs)
            input->pcm(view(cd, pcm));
        passTime(256 * 1'000'000'000ull / 48000);
        card.play(period);
    }

    /// Returns when this was told; says what was told by then.
    std::vector<LiveNotice> await(LiveNotice::Kind kind)
    {
        std::unique_lock lock(mutex_);
        told_.wait(lock, [&] {
            return std::ranges::find(notices_, kind, &LiveNotice::kind) != notices_.end();
        });
        return notices_;
    }

    Counter counter_;
    std::mutex mutex_;
    std::condition_variable told_;
    std::vector<LiveNotice> notices_;
};

TEST_F(LiveSinkTest, everyFrameIsPlayedOnce)
{
    const auto sink = this->sink(settings({"a"}));
    const auto input = sink->connect({}, nullptr);
    input->format(cd);
    input->pcm(view(cd, counter_.next(period)));
    a.awaitFull();
    for (int i = 0; i < 300; ++i)
        step(a, {input.get()});
    input->end();
    for (int i = 0; i < 12; ++i)
        a.play(period);
    expectSame(numbers(a.committed()), range(Counter::first, counter_.count));
    EXPECT_EQ(input->ranDry(), 0u);
    EXPECT_EQ(sink->state().inputs, 0u);
    EXPECT_EQ(sink->state().dropped, 0u);
    EXPECT_EQ(sink->state().xruns, 0u);
}

TEST_F(LiveSinkTest, afterAnXrunTheStreamGoesOnWhereItWas)
{
    const auto sink = this->sink(settings({"a"}));
    const auto input = sink->connect({}, nullptr);
    input->format(cd);
    input->pcm(view(cd, counter_.next(period)));
    a.awaitFull();
    for (int i = 0; i < 30; ++i)
        step(a, {input.get()});
    input->pcm(view(cd, counter_.next(Frames(3 * period.value))));
    a.play(Frames(5 * period.value));  // more than it has
    for (int i = 0; i < 30; ++i)
        step(a, {input.get()});
    input->end();
    for (int i = 0; i < 16; ++i)
        a.play(period);
    expectSame(numbers(a.committed()), range(Counter::first, counter_.count));
    EXPECT_EQ(input->ranDry(), 0u);
    EXPECT_EQ(sink->state().xruns, 1u);
}

TEST_F(LiveSinkTest, aSinkThatStaysMissesAndDoublesNoFrameWhileAnotherComesAndGoes)
{
    const auto stays = sink(settings({"a"}));
    const auto changes = sink(settings({"b"}));
    const auto input = stays->connect({}, nullptr);
    input->format(cd);
    input->pcm(view(cd, counter_.next(period)));
    a.awaitFull();
    std::vector<std::uint32_t> expected;
    for (int turn = 0; turn < 40; ++turn) {
        const auto other = changes->connect({}, nullptr);
        other->format(cd);
        const std::uint32_t from = counter_.count;
        for (int i = 0; i < 3 + turn % 4; ++i) {
            step(a, {input.get(), other.get()});
            b.play(period);
        }
        other->end();
        const auto heard = range(from, counter_.count);
        expected.insert(expected.end(), heard.begin(), heard.end());
        if (turn == 0)
            b.awaitFull();
        for (int i = 0; i < 12; ++i) {
            step(a, {input.get()});
            b.play(period);
        }
        EXPECT_EQ(other->dropped(), 0u);
    }
    input->end();
    for (int i = 0; i < 12; ++i)
        a.play(period);
    expectSame(numbers(a.committed()), range(Counter::first, counter_.count));
    expectSame(numbers(b.committed()), expected);
}

TEST_F(LiveSinkTest, fallsBackAndReturnsAndPlaysEveryFrameSomewhere)
{
    const auto sink = this->sink(settings({"a", "b"}));
    const auto input = sink->connect({}, nullptr);
    input->format(cd);
    input->pcm(view(cd, counter_.next(period)));
    a.awaitFull();
    EXPECT_EQ(sink->state().device, "a");
    for (int i = 0; i < 50; ++i)
        step(a, {input.get()});
    a.breakDown(true);
    b.awaitFull();
    const auto state = sink->state();
    EXPECT_EQ(state.device, "b");
    EXPECT_EQ(state.rank, 1u);
    ASSERT_TRUE(state.trouble);
    EXPECT_EQ(state.trouble->sys, ENODEV);
    const std::size_t before = numbers(a.committed()).size();
    for (int i = 0; i < 50; ++i)
        step(b, {input.get()});
    a.breakDown(false);
    sink->retry();
    a.awaitFull(2);
    b.awaitClosed();
    EXPECT_EQ(sink->state().device, "a");
    EXPECT_FALSE(sink->state().trouble);
    for (int i = 0; i < 50; ++i)
        step(a, {input.get()});
    input->end();
    for (int i = 0; i < 12; ++i)
        a.play(period);
    auto heard = numbers(a.committed());
    const auto middle = numbers(b.committed());
    heard.insert(heard.begin() + static_cast<std::ptrdiff_t>(before), middle.begin(), middle.end());
    expectSame(heard, range(Counter::first, counter_.count));
    std::vector<std::pair<LiveNotice::Kind, std::string>> told;
    for (const LiveNotice& notice : notices_)
        told.emplace_back(notice.kind, notice.device);
    using enum LiveNotice::Kind;
    EXPECT_EQ(told, (decltype(told){{Opened, "a"}, {Failed, "a"}, {Opened, "b"}, {Opened, "a"}}));
}

TEST_F(LiveSinkTest, whenNothingElseOpensSilenceTakesTheFrames)
{
    a.breakDown(true);
    b.breakDown(true);
    const auto sink = this->sink(settings({"a", "b", "no such kind"}));
    const auto input = sink->connect({}, nullptr);
    input->format(cd);
    input->pcm(view(cd, counter_.next(period)));
    const auto told = await(LiveNotice::Kind::Opened);
    ASSERT_EQ(told.size(), 4u);
    for (std::size_t rank = 0; rank < 3; ++rank) {
        EXPECT_EQ(told[rank].kind, LiveNotice::Kind::Failed);
        EXPECT_EQ(told[rank].rank, rank);
    }
    EXPECT_EQ(told[2].error->code, ErrorCode::BadSpec);
    EXPECT_EQ(told[3].device, "null");
    EXPECT_EQ(sink->state().device, "null");
}

TEST_F(LiveSinkTest, aDeviceThatHangsWhileItOpensIsPassedOverAndTakenWhenItComes)
{
    auto settings = this->settings({"a", "b"});
    settings.tick = Nanoseconds(5'000'000);
    a.hang(true);
    const auto sink = this->sink(settings);
    const auto input = sink->connect({}, nullptr);
    input->format(cd);
    input->pcm(view(cd, counter_.next(period)));
    b.awaitFull();
    EXPECT_EQ(sink->state().device, "b");
    for (int i = 0; i < 20; ++i)
        step(b, {input.get()});
    a.hang(false);
    a.awaitFull();
    b.awaitClosed();
    EXPECT_EQ(sink->state().device, "a");
    EXPECT_EQ(a.opens(), 1) << "asked once, however long it took";
}

TEST_F(LiveSinkTest, whatComesWhileNoDeviceIsThereIsBoundedAndCounted)
{
    a.hang(true);
    const auto sink = this->sink(settings({"a"}));
    const auto input = sink->connect({}, nullptr);
    input->format(cd);
    for (int i = 0; i < 200; ++i)
        input->pcm(view(cd, counter_.next(period)));
    const std::uint64_t dropped = input->dropped();
    EXPECT_GT(dropped, 30'000u);
    EXPECT_LT(dropped, 50'000u);
    a.hang(false);
    a.awaitFull();
    input->end();
    for (int i = 0; i < 60; ++i)
        a.play(period);
    EXPECT_EQ(numbers(a.committed()).size(), 200 * 256 - dropped);
}

TEST_F(LiveSinkTest, aDeviceThatTakesNothingIsLeft)
{
    auto settings = this->settings({"a"});
    settings.tick = Nanoseconds(5'000'000);
    settings.still = Nanoseconds(50'000'000);
    const auto sink = this->sink(settings);
    const auto input = sink->connect({}, nullptr);
    input->format(cd);
    input->pcm(view(cd, counter_.next(period)));
    const auto told = await(LiveNotice::Kind::Failed);
    EXPECT_EQ(told.back().device, "a");
    EXPECT_EQ(told.back().error->sys, ETIMEDOUT);
}

/// Of the sink's own thread.
std::uint64_t wakeUps()
{
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
        std::string word;
        std::getline(std::ifstream(task.path() / "comm"), word);
        if (word != "live sink")
            continue;
        std::ifstream status(task.path() / "status");
        while (status >> word)
            if (word == "voluntary_ctxt_switches:")
                break;
        std::uint64_t count = 0;
        status >> count;
        return count;
    }
    return 0;
}

TEST_F(LiveSinkTest, withNothingToPlayTheDeviceIsGivenBackAndTheThreadSleeps)
{
    const auto sink = this->sink(settings({"a"}));
    const auto input = sink->connect({}, nullptr);
    input->format(cd);
    input->pcm(view(cd, counter_.next(period)));
    a.awaitFull();
    while (sink->state().device == "a") {
        passTime(256 * 1'000'000'000ull / 48000);
        a.play(period);
    }
    a.awaitClosed();
    const auto silence = a.committed().size() / 4 - 256;
    EXPECT_GT(silence, 96'000u) << "two seconds";
    EXPECT_LT(silence, 100'000u);
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    const std::uint64_t before = wakeUps();
    EXPECT_GT(before, 0u);
    std::this_thread::sleep_for(std::chrono::milliseconds(1500));
    EXPECT_EQ(wakeUps(), before);
    // The program has only paused.
    input->pcm(view(cd, counter_.next(period)));
    a.awaitFull(2);
    for (int i = 0; i < 20; ++i)
        step(a, {input.get()});
    input->end();
    for (int i = 0; i < 12; ++i)
        a.play(period);
    expectSame(numbers(a.committed()), range(Counter::first, counter_.count));
    EXPECT_EQ(a.opens(), 2);
}

TEST_F(LiveSinkTest, theNextStreamAloneGetsTheFormatThatItWants)
{
    const auto sink = this->sink(settings({"a"}));
    auto input = sink->connect({}, nullptr);
    input->format(cd);
    input->pcm(view(cd, counter_.next(period)));
    a.awaitFull();
    EXPECT_TRUE(a.format() == cd);
    input->end();
    for (int i = 0; i < 12; ++i)
        a.play(period);
    const Format studio(AFMT_S24_LE, Channels{2}, Rate{96000});
    input = sink->connect({}, nullptr);
    input->format(studio);
    const ByteVector pcm = noise(studio, Frames(500));
    input->pcm(view(studio, pcm));
    a.awaitFull(2);
    EXPECT_TRUE(a.format() == studio);
    EXPECT_EQ(a.opens(), 2);
    passTime(1'000'000'000);  // no more seems to come
    for (int i = 0; i < 12; ++i)
        a.play(period);
    const ByteVector heard = a.committed();
    const auto half = pcm.begin() + 8 * 250;  // the rest is played when the program goes on
    EXPECT_NE(std::search(heard.begin(), heard.end(), pcm.begin(), half), heard.end());
    const auto second = sink->connect({}, nullptr);
    second->format(cd);
    a.play(period);
    EXPECT_EQ(a.opens(), 2) << "not while another plays";
}

TEST_F(LiveSinkTest, inputsOutliveTheirSink)
{
    auto sink = this->sink(settings({"a"}));
    const auto input = sink->connect({}, std::make_shared<Stream>(1u));
    input->format(cd);
    input->pcm(view(cd, counter_.next(period)));
    a.awaitFull();
    sink.reset();
    a.awaitClosed();
    input->pcm(view(cd, counter_.next(period)));
    input->format(Format(AFMT_U8, Channels{1}, Rate{8000}));
    input->end();
}

TEST_F(LiveSinkTest, aStreamIsSteeredUntilItEnds)
{
    const auto stream = std::make_shared<Stream>(1u);
    const auto sink = this->sink(settings({"a"}));
    const auto input = sink->connect({}, stream);
    EXPECT_GT(stream->steering().look_us, 0u);
    input->format(cd);
    input->pcm(view(cd, counter_.next(period)));
    a.awaitFull();
    for (int i = 0; i < 100; ++i)
        step(a, {input.get()});
    const Steering steering = stream->steering();
    EXPECT_EQ(steering.look_us, 5333u) << "a period";
    // A full device and what lies before it.
    EXPECT_GT(steering.delay_us, 4 * 5333u);
    EXPECT_LT(steering.delay_us, 9 * 5333u);
    EXPECT_LT(std::abs(steering.rate_ppb), 1'000'000);
    input->end();
    EXPECT_EQ(stream->steering().rate_ppb, 0);
    EXPECT_EQ(stream->steering().delay_us, 0u);
    EXPECT_EQ(stream->steering().look_us, 0u);
}

}  // namespace
}  // namespace dsproxy::test

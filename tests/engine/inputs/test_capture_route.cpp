// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/inputs/capture_route.h"
#include "engine/routes/router.h"
#include "tests/engine/inputs/ring_pair.h"
#include "tests/engine/live/virtual_microphone.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <thread>

namespace {

using namespace dsproxy;
using State = link::InputRing::State;
using Samples = std::vector<std::int16_t>;

const Format mono(AFMT_S16_LE, Channels{1}, Rate{8000});

Samples counter(std::size_t count, int first)
{
    Samples all(count);
    std::iota(all.begin(), all.end(), static_cast<std::int16_t>(first));
    return all;
}

/// A WAV file of 16 bits, mono, 8000 Hz.
void writeWav(const std::string& path, const Samples& samples)
{
    const auto bytes = static_cast<std::uint32_t>(samples.size() * 2);
    struct [[gnu::packed]] {
        char riff[4] = {'R', 'I', 'F', 'F'};
        std::uint32_t size;
        char wave[8] = {'W', 'A', 'V', 'E', 'f', 'm', 't', ' '};
        std::uint32_t format_size = 16;
        std::uint16_t tag = 1, channels = 1;
        std::uint32_t rate = 8000, byte_rate = 16000;
        std::uint16_t frame = 2, bits = 16;
        char data[4] = {'d', 'a', 't', 'a'};
        std::uint32_t data_size;
    } head{};
    head.size = bytes + 36;
    head.data_size = bytes;
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(&head), sizeof head);
    file.write(reinterpret_cast<const char*>(samples.data()), bytes);
}

/// One stream plays, number 7.
struct Player final : StreamLoops {
    Router router;
    Branches branches;
    bool there = true;

    Player()
    {
        router.open(1);
        router.format(1, mono);
    }
    bool plays(std::uint32_t stream) const override { return stream == 7 && there; }
    void loop(std::uint32_t, std::shared_ptr<Branch> branch) override
    {
        branches.push_back(std::move(branch));
        router.route(1, branches);
    }
    void unloop(std::uint32_t, const std::shared_ptr<Branch>& branch) override
    {
        std::erase(branches, branch);
        router.route(1, branches);
    }
    void play(const Samples& samples) { router.pcm(1, {mono, std::as_bytes(std::span(samples))}); }
};

struct CaptureRouteTest : testing::Test {
    std::filesystem::path folder;
    Player player;
    std::shared_ptr<test::VirtualMicrophone> microphone =
        std::make_shared<test::VirtualMicrophone>(mono);
    InputTable table{
        {"nonsense", "stream:7"},
        {.tick = Nanoseconds(20'000'000),
         .open = [card = microphone](const auto&,
                                     const auto& request) { return card->open(request); }},
        nullptr,
        player};
    CaptureRoute route{table};
    test::RingPair ring;

    CaptureRouteTest()
    {
        std::string name = (std::filesystem::temp_directory_path() / "inputs-XXXXXX").string();
        folder = ::mkdtemp(name.data());
    }
    ~CaptureRouteTest() override { std::filesystem::remove_all(folder); }

    std::string wav(const std::string& name, const Samples& samples) const
    {
        writeWav(folder / name, samples);
        return (folder / name).string();
    }
    /// As soon as they are there.
    Samples record(std::size_t count)
    {
        Samples got(count);
        auto bytes = std::as_writable_bytes(std::span(got));
        while (!bytes.empty() &&
               (ring.program->ready() > 0 || ring.program->state() != State::Silent)) {
            bytes = bytes.subspan(ring.program->read(bytes));
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        got.resize(count - bytes.size() / 2);
        return got;
    }
};

TEST_F(CaptureRouteTest, AFileIsPlayedOnceAndThenSilent)
{
    const Samples all = counter(20000, 1);
    ASSERT_TRUE(route.from("file:" + wav("a.wav", all)));
    route.record(ring.service, mono);
    EXPECT_EQ(record(20001), all);
    EXPECT_EQ(route.trouble(), std::nullopt);
    EXPECT_EQ(route.frames(), Frames(20000));
}

TEST_F(CaptureRouteTest, ALoopBeginsAgainAtOnce)
{
    const Samples all = counter(3000, 1);
    ASSERT_TRUE(route.from("loop:" + wav("a.wav", all)));
    route.record(ring.service, mono);
    const Samples got = record(10000);
    for (std::size_t i = 0; i < got.size(); ++i)
        ASSERT_EQ(got[i], all[i % all.size()]) << i;
}

TEST_F(CaptureRouteTest, ANewFormatBeginsTheFileAnew)
{
    const Samples all = counter(20000, 1);
    route.record(ring.service, Format(AFMT_U8, Channels{1}, Rate{8000}));
    ASSERT_TRUE(route.from("file:" + wav("a.wav", all)));
    ring = test::RingPair();
    route.record(ring.service, mono);
    EXPECT_EQ(record(20000), all);
}

TEST_F(CaptureRouteTest, WhatCannotBeReadIsSilenceAndSaysWhy)
{
    ::mkfifo((folder / "fifo").c_str(), 0600);
    std::ofstream(folder / "text") << "no sound at all";
    std::ofstream(folder / "empty.wav");
    const std::pair<const char*, int> cases[] = {
        {"nothing", ENOENT}, {"fifo", ESPIPE}, {".", EISDIR}, {"text", 0}, {"empty.wav", 0}};
    for (const auto& [name, error] : cases) {
        ring = test::RingPair();
        ASSERT_TRUE(route.from("loop:" + (folder / name).string())) << name;
        route.record(ring.service, mono);
        EXPECT_EQ(record(1), Samples()) << name;
        ASSERT_TRUE(route.trouble()) << name;
        EXPECT_EQ(route.trouble()->sys, error) << name;
    }
}

TEST_F(CaptureRouteTest, AnotherStreamIsHeardWholeAndMayEnd)
{
    ASSERT_TRUE(route.from("stream:7"));
    route.record(ring.service, mono);
    for (int i = 0; i < 20; ++i)
        player.play(counter(100, 1 + 100 * i));
    EXPECT_EQ(ring.record<std::int16_t>(), counter(2000, 1));
    player.router.close(1);
    EXPECT_EQ(ring.program->state(), State::Silent);
    player.there = false;
    ring = test::RingPair();
    route.record(ring.service, mono);
    EXPECT_EQ(ring.program->state(), State::Silent);
    ASSERT_TRUE(route.trouble());
    EXPECT_EQ(route.trouble()->sys, ENOENT);
}

TEST_F(CaptureRouteTest, TheSourceChangesBetweenTwoFrames)
{
    route.record(ring.service, mono);
    EXPECT_EQ(ring.program->state(), State::Silent);
    ASSERT_TRUE(route.from("default"));
    player.play(counter(100, 1));
    ASSERT_TRUE(route.from("silence"));
    player.play(counter(100, 101));
    EXPECT_EQ(ring.program->state(), State::Silent);
    ASSERT_TRUE(route.from("stream:7"));
    player.play(counter(100, 201));
    EXPECT_EQ(player.branches.size(), 1u);
    Samples expected = counter(100, 1);
    const Samples rest = counter(100, 201);
    expected.insert(expected.end(), rest.begin(), rest.end());
    EXPECT_EQ(ring.record<std::int16_t>(), expected);
}

test::ByteVector bytesOf(const Samples& samples)
{
    const auto bytes = std::as_bytes(std::span(samples));
    return {bytes.begin(), bytes.end()};
}

TEST_F(CaptureRouteTest, AMicrophoneIsExactAndIsGivenBackWhenNobodyListens)
{
    ASSERT_TRUE(route.from("card:hw:0"));
    route.record(ring.service, mono);
    microphone->awaitOpen();
    microphone->say(bytesOf(counter(1000, 1)));
    EXPECT_EQ(record(1000), counter(1000, 1));
    test::RingPair other;
    CaptureRoute second(table);
    ASSERT_TRUE(second.from("card:hw:0"));
    second.record(other.service, mono);
    microphone->say(bytesOf(counter(1000, 1001)));
    EXPECT_EQ(record(1000), counter(1000, 1001));
    EXPECT_EQ(other.record<std::int16_t>(), counter(1000, 1001));
    ASSERT_TRUE(second.from("silence"));
    ASSERT_TRUE(route.from("silence"));
    microphone->awaitClosed();
}

TEST_F(CaptureRouteTest, AMicrophoneThatVanishesComesBack)
{
    ASSERT_TRUE(route.from("card:hw:0"));
    route.record(ring.service, mono);
    microphone->awaitOpen();
    microphone->say(bytesOf(counter(100, 1)));
    EXPECT_EQ(record(100), counter(100, 1));
    microphone->breakDown(true);
    microphone->awaitClosed();
    while (!route.trouble())
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    EXPECT_EQ(ring.program->ready(), 0u);
    microphone->breakDown(false);
    microphone->awaitOpen(2);
    microphone->say(bytesOf(counter(100, 101)));
    EXPECT_EQ(record(100), counter(100, 101));
}

TEST_F(CaptureRouteTest, AnImpossibleSourceLeavesTheOldOne)
{
    ASSERT_TRUE(route.from("stream:7"));
    route.record(ring.service, mono);
    EXPECT_EQ(route.from("stream:8").error().sys, ENOENT);
    EXPECT_EQ(route.from("trumpet").error().code, ErrorCode::BadSpec);
    EXPECT_EQ(route.from("null").error().code, ErrorCode::Unsupported);
    EXPECT_EQ(route.source(), "stream:7");
    player.play(counter(100, 1));
    EXPECT_EQ(ring.record<std::int16_t>(), counter(100, 1));
}

TEST_F(CaptureRouteTest, TheLevelStaysOverSourcesAndFormats)
{
    route.setLevel(0.5, 0.5, false);
    ASSERT_TRUE(route.from("stream:7"));
    route.record(ring.service, mono);
    player.play({100, 200});
    EXPECT_EQ(ring.record<std::int16_t>(), (Samples{50, 100}));
    ring = test::RingPair();
    route.record(ring.service, mono);
    player.play({100, 200});
    EXPECT_EQ(ring.record<std::int16_t>(), (Samples{50, 100}));
}

}  // namespace

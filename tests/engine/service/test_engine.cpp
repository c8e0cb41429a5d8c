// SPDX-License-Identifier: GPL-2.0-or-later
/// What happens to a stream that opens: where it goes, how loud, what records it.
#include "engine/service/engine.h"
#include "engine/service/intake.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace {

using namespace dsproxy;

const Format cd(AFMT_S16_LE, Channels{2}, Rate{44100});

class EngineTest : public testing::Test {
protected:
    EngineTest() : notifier_(*Notifier::create())
    {
        char folder[] = "/tmp/engine.XXXXXX";
        folder_ = ::mkdtemp(folder);
    }
    ~EngineTest() override { std::filesystem::remove_all(folder_); }

    Engine& engine(const std::string& rules = {}, Settings settings = {.output = {"null"}})
    {
        std::ofstream(folder_ + "/rules") << rules;
        settings.recording_folder = folder_;
        engine_ = std::make_unique<Engine>(settings, folder_ + "/rules", *notifier_);
        return *engine_;
    }

    std::uint32_t open(const std::string& program, DeviceNode node = {},
                       std::vector<std::string> sinks = {})
    {
        StreamFacts facts;
        facts.program = {"/usr/bin/" + program, program};
        facts.uid = ::getuid();
        router_->open(++local_);
        return engine_->open(
            facts, {router_, local_, std::make_shared<Stream>(local_), 1, node, std::move(sinks)});
    }
    StreamView view(std::uint32_t id) const
    {
        for (StreamView& one : engine_->streams())
            if (one.facts.id == id)
                return one;
        return {};
    }
    /// FRAMES of a counter.
    void play(std::size_t frames)
    {
        std::vector<std::uint32_t> counter(frames);
        for (std::uint32_t& one : counter)
            one = next_++;
        router_->format(local_, cd);
        router_->pcm(local_, {cd, std::as_bytes(std::span(counter))});
    }

    std::unique_ptr<Notifier> notifier_;
    std::string folder_;
    std::shared_ptr<Router> router_ = std::make_shared<Router>();
    std::unique_ptr<Engine> engine_;
    StreamId local_ = 0;
    std::uint32_t next_ = 0;
};

using Names = std::vector<std::string>;

TEST_F(EngineTest, GoesToTheOutputUnlessSomebodyHasSaidOtherwise)
{
    engine("quake 0 0 route=null volume=50:100 mute\n",
           {.output = {"null"}, .dsp_map = {"", "null"}, .adsp_map = {"", "", "null"}});
    EXPECT_EQ(view(open("xmms")).sinks, Names{"default"});
    EXPECT_EQ(view(open("quake")).sinks, Names{"null"});
    EXPECT_EQ(view(open("xmms", {.unit = 1})).sinks, Names{"null"});
    EXPECT_EQ(view(open("xmms", {.unit = 2})).sinks, Names{"default"});
    EXPECT_EQ(view(open("xmms", {.unit = 2, .secondary = true})).sinks, Names{"null"});
    EXPECT_EQ(view(open("quake", {.unit = 1}, {"default"})).sinks, Names{"default"});
}

TEST_F(EngineTest, ARuleSaysHowLoudItBegins)
{
    engine("quake 0 0 volume=50:100 mute\n");
    const auto quake = view(open("quake"));
    EXPECT_DOUBLE_EQ(quake.level.left, 0.125);
    EXPECT_DOUBLE_EQ(quake.level.right, 1);
    EXPECT_TRUE(quake.level.muted);
    EXPECT_EQ(quake.rule, 1u);
    EXPECT_FALSE(view(open("xmms")).level.muted);
}

TEST_F(EngineTest, RulesThatChangeHoldForTheNextOpen)
{
    engine();
    EXPECT_EQ(view(open("quake")).rule, 0u);
    std::ofstream(folder_ + "/rules") << "# new\nquake 0 0 route=null\n";
    EXPECT_EQ(view(open("quake")).rule, 2u);
}

TEST_F(EngineTest, ASoundServerDoesNotHearItself)
{
    engine();
    const auto server = view(open("pulseaudio"));
    EXPECT_TRUE(server.refused);
    EXPECT_TRUE(server.sinks.empty());
}

TEST_F(EngineTest, ARouteIsAllOrNothing)
{
    engine();
    const auto id = open("xmms");
    const auto bad = engine_->route(id, {"null", "cart:hw:0"});
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().subject, "cart:hw:0");
    EXPECT_EQ(view(id).sinks, Names{"default"});
    ASSERT_TRUE(engine_->route(id, {}));
    EXPECT_TRUE(view(id).sinks.empty());
    EXPECT_EQ(engine_->route(id + 1, {"null"}).error().sys, ENOENT);
}

TEST_F(EngineTest, AFileIsASinkLikeAnyOther)
{
    engine();
    const auto id = open("xmms");
    play(100);
    const std::string sink = "raw:" + folder_ + "/50%.raw";
    ASSERT_TRUE(engine_->route(id, {"default", sink}));
    play(200);
    ASSERT_TRUE(engine_->route(id, {"default"}));
    play(50);
    engine_.reset();
    EXPECT_EQ(std::filesystem::file_size(folder_ + "/50%.raw"), 200u * 4u);
    std::ifstream file(folder_ + "/50%.raw", std::ios::binary);
    std::uint32_t first = 0;
    file.read(reinterpret_cast<char*>(&first), sizeof first);
    EXPECT_EQ(first, 100u);
}

TEST_F(EngineTest, ARecordingOfAllTakesWhatComesLaterToo)
{
    engine();
    RecordingSettings settings;
    settings.kind = parseSink("raw:x")->kind;
    settings.folder = folder_;
    settings.name = "%p";
    const auto id = engine_->record(settings, {});
    ASSERT_TRUE(id);
    const auto stream = open("xmms");
    EXPECT_EQ(view(stream).recordings, std::vector<RecordingId>{*id});
    play(300);
    ASSERT_TRUE(engine_->control(*id, RecordingTable::Command::Stop));
    EXPECT_TRUE(view(stream).recordings.empty());
    EXPECT_EQ(engine_->control(*id, RecordingTable::Command::Stop).error().sys, ENOENT);
    engine_.reset();
    EXPECT_EQ(std::filesystem::file_size(folder_ + "/xmms.raw"), 300u * 4u);
}

TEST_F(EngineTest, ARuleRecordsAndEndsWithTheStream)
{
    engine("quake 0 0 record=raw:%p-%N\n");
    const auto id = open("quake");
    EXPECT_EQ(view(id).recordings.size(), 1u);
    play(10);
    router_->close(local_);
    engine_->close(id);
    engine_.reset();
    EXPECT_EQ(std::filesystem::file_size(folder_ + "/quake-1.raw"), 40u);
}

TEST_F(EngineTest, WhatWasHeardBeforeIsSavedWhenItIsKept)
{
    engine({}, {.output = {"null"}, .pre_roll = Nanoseconds(1'000'000'000)});
    RecordingSettings settings;
    settings.kind = parseSink("raw:x")->kind;
    settings.folder = folder_;
    settings.name = "%p";
    open("xmms");
    play(50000);
    ASSERT_TRUE(engine_->saveLast(settings));
    engine_.reset();
    EXPECT_EQ(std::filesystem::file_size(folder_ + "/xmms.raw"), 44100u * 4u);

    engine();
    EXPECT_EQ(engine_->saveLast(settings).error().sys, ENODATA);
}

TEST_F(EngineTest, TheFirstLiveSinkSteersAndNoSinkLeavesTheSourceAlone)
{
    engine();
    const auto source = std::make_shared<Stream>(1);
    router_->open(1);
    const auto id = engine_->open({}, {router_, 1, source, 1, {}, {"null"}});
    source->steer({5, 6, 7});
    ASSERT_TRUE(engine_->route(id, {}));
    EXPECT_EQ(source->steering(), Steering{});
}

}  // namespace

// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/live_source.h"

#include "tests/engine/live/virtual_card.h"
#include "tests/engine/live/virtual_microphone.h"

namespace dsproxy::test {
namespace {

const Format cd(AFMT_S16_LE, Channels{2}, Rate{48000});
constexpr std::size_t blockBytes = 4 * 480;

class LiveSourceTest : public testing::Test {
protected:
    std::shared_ptr<VirtualMicrophone> a_ = std::make_shared<VirtualMicrophone>(cd);
    std::shared_ptr<VirtualMicrophone> b_ = std::make_shared<VirtualMicrophone>(cd);
    std::unique_ptr<LiveSource> source_ = make();

    std::unique_ptr<LiveSource> make()
    {
        LiveSource::Settings settings;
        settings.devices = {"a", "b"};
        settings.tick = settings.still = Nanoseconds(3'600'000'000'000);
        settings.clock = virtualNow;
        settings.open = [a = a_, b = b_](const std::string& name, const DeviceRequest& request) {
            return name == "a" ? a->open(request) : b->open(request);
        };
        return *LiveSource::create("microphone", settings, [](const LiveNotice&) {});
    }

    /// A tenth of a second into MICROPHONE, in pieces; what INPUTS hear of it, one after the other.
    std::vector<ByteVector> speak(VirtualMicrophone& microphone, const ByteVector& pcm,
                                  std::vector<CaptureInput*> inputs)
    {
        std::vector<ByteVector> heard(inputs.size());
        for (std::size_t at = 0; at < pcm.size(); at += blockBytes) {
            microphone.say(ByteVector(pcm.begin() + static_cast<std::ptrdiff_t>(at),
                                      pcm.begin() + static_cast<std::ptrdiff_t>(at + blockBytes)));
            passTime(10'000'000);
            for (std::size_t i = 0; i < inputs.size(); ++i) {
                ByteVector part(inputs[i]->available());
                part.resize(inputs[i]->pull(part));
                heard[i].insert(heard[i].end(), part.begin(), part.end());
            }
        }
        return heard;
    }
};

TEST_F(LiveSourceTest, everyProgramHearsItInItsOwnFormat)
{
    const Format wide(AFMT_S32_LE, Channels{2}, Rate{48000});
    auto first = source_->connect(cd);
    auto second = source_->connect(wide);
    a_->awaitOpen();
    while (source_->state().inputs < 2 || source_->state().device != "a")
        std::this_thread::yield();
    const ByteVector pcm = noise(cd, Frames(480 * 100));
    const auto heard = speak(*a_, pcm, {first.input.get(), second.input.get()});
    ByteVector widened;
    transcode(cd.layout(), pcm, wide.layout(), widened);
    ASSERT_GT(heard[0].size(), pcm.size() - 4 * 2400);
    EXPECT_TRUE(startsWith(pcm, heard[0]));
    ASSERT_GT(heard[1].size(), widened.size() - 8 * 2400);
    EXPECT_TRUE(startsWith(widened, heard[1]));
    EXPECT_EQ(first.control->dropped(), 0u);
}

TEST_F(LiveSourceTest, isClosedWhenNobodyListensAndOpenedAgain)
{
    auto connection = source_->connect(cd);
    a_->awaitOpen();
    while (source_->state().device != "a")
        std::this_thread::yield();
    connection.input.reset();
    // It is noticed when the next sound comes.
    a_->say(ByteVector(blockBytes));
    a_->awaitClosed();
    auto next = source_->connect(cd);
    a_->awaitOpen(2);
}

TEST_F(LiveSourceTest, fallsBackAndReturns)
{
    auto connection = source_->connect(cd);
    a_->awaitOpen();
    const ByteVector pcm = noise(cd, Frames(480 * 20));
    while (source_->state().device != "a")
        std::this_thread::yield();
    EXPECT_FALSE(speak(*a_, pcm, {connection.input.get()})[0].empty());
    a_->breakDown(true);
    b_->awaitOpen();
    EXPECT_EQ(source_->state().trouble->sys, ENODEV);
    EXPECT_FALSE(speak(*b_, pcm, {connection.input.get()})[0].empty());
    a_->breakDown(false);
    source_->retry();
    a_->awaitOpen(2);
    b_->awaitClosed();
    EXPECT_EQ(source_->state().device, "a");
    EXPECT_FALSE(speak(*a_, pcm, {connection.input.get()})[0].empty());
}

TEST_F(LiveSourceTest, whereNothingOpensThereIsSilence)
{
    a_->breakDown(true);
    b_->breakDown(true);
    auto connection = source_->connect(cd);
    while (!source_->state().trouble)
        std::this_thread::yield();
    EXPECT_EQ(connection.input->available(), 0u);
    EXPECT_FALSE(connection.input->ended()) << "it may come";
    a_->breakDown(false);
    source_->retry();
    a_->awaitOpen();
}

TEST_F(LiveSourceTest, inputsOutliveTheirSource)
{
    auto connection = source_->connect(cd);
    a_->awaitOpen();
    source_.reset();
    a_->awaitClosed();
    EXPECT_EQ(connection.input->available(), 0u);
}

}  // namespace
}  // namespace dsproxy::test

// SPDX-License-Identifier: GPL-2.0-or-later
/// What a launcher's pump takes reaches the service: whole, in order, or counted as lost.
#include "engine/link/receiver.h"
#include "engine/link/sender.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <cstring>
#include <thread>

namespace {

using namespace dsproxy;
using namespace dsproxy::link;

const Format cd(AFMT_S16_LE, Channels{2}, Rate{44100});

/// All that a tap hears, as text; PCM as its first byte and its length.
struct Notes final : Tap {
    std::vector<std::string> all;
    std::uint64_t bytes = 0;

    void event(const Event& event) override
    {
        static const std::map<EventKind, std::string> names{
            {EventKind::Opened, "opened"}, {EventKind::Format, "format"},
            {EventKind::Closed, "closed"}, {EventKind::Overrun, "overrun"},
            {EventKind::Ioctl, "ioctl"},   {EventKind::Gap, "gap"}};
        std::string text = names.at(event.kind) + " " + std::to_string(event.stream);
        if (event.kind == EventKind::Overrun)
            text +=
                " " + std::to_string(event.position) + "+" + std::to_string(event.dropped_bytes);
        if (event.kind == EventKind::Gap)
            text += " " + std::to_string(event.value);
        all.push_back(text);
    }
    void heard(std::uint32_t stream, std::uint64_t position, PcmView pcm) override
    {
        bytes += pcm.bytes.size();
        all.push_back("heard " + std::to_string(stream) + " " + std::to_string(position) + "+" +
                      std::to_string(pcm.bytes.size()));
    }
    void dropped(std::uint32_t stream, std::uint64_t, PcmView) override
    {
        all.push_back("dropped " + std::to_string(stream));
    }
    void tick() override {}
    void rest() override {}
    void finish() override { all.push_back("finish"); }
};

class LinkTest : public testing::Test {
protected:
    LinkTest() : feed_(*Feed::create()), sender_(*Sender::create(*feed_, false))
    {
        int ends[2];
        EXPECT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), 0);
        launcher_.reset(ends[0]);
        service_.reset(ends[1]);
        stop_.reset(::eventfd(0, EFD_CLOEXEC));
    }

    std::unique_ptr<Receiver> receiver()
    {
        const auto offer = sender_->offer();
        auto ring = RecordRing::map(UniqueFd(::fcntl(offer->ring, F_DUPFD_CLOEXEC, 0)));
        return std::make_unique<Receiver>(std::move(*ring),
                                          UniqueFd(::fcntl(offer->doorbell, F_DUPFD_CLOEXEC, 0)),
                                          service_.get(), stop_.get());
    }

    void event(EventKind kind, std::uint32_t stream, std::uint64_t position = 0)
    {
        Event event{};
        event.kind = kind;
        event.stream = stream;
        event.position = position;
        event.params = cd.params();
        sender_->event(event);
    }
    void play(std::uint32_t stream, std::uint64_t position, std::size_t size)
    {
        const std::vector<std::byte> pcm(size, std::byte{1});
        sender_->heard(stream, position, {cd, pcm});
    }
    /// Until the launcher's end is closed.
    std::vector<std::string> rest(Receiver& receiver)
    {
        Notes notes;
        launcher_.reset();
        EXPECT_TRUE(receiver.run(notes, [](Message) {}));
        return notes.all;
    }

    std::unique_ptr<Feed> feed_;
    std::unique_ptr<Sender> sender_;
    UniqueFd launcher_;
    UniqueFd service_;
    UniqueFd stop_;
};

TEST_F(LinkTest, TheFirstServiceGetsAllFromTheBeginning)
{
    event(EventKind::Opened, 1);
    event(EventKind::Format, 1);
    play(1, 0, 4000);
    const auto service = receiver();
    play(1, 4000, 400);
    event(EventKind::Closed, 1);
    EXPECT_EQ(rest(*service), (std::vector<std::string>{"opened 1", "format 1", "heard 1 0+4000",
                                                        "heard 1 4000+400", "closed 1", "finish"}));
}

TEST_F(LinkTest, ALaterServiceGetsWhatRunsNow)
{
    event(EventKind::Opened, 1);
    event(EventKind::Format, 1);
    event(EventKind::Opened, 2);
    play(1, 0, 4000);
    event(EventKind::Closed, 2);
    receiver();
    sender_->detach();
    play(1, 4000, 4000);
    const auto service = receiver();
    play(1, 8000, 40);
    EXPECT_EQ(rest(*service),
              (std::vector<std::string>{"opened 1", "format 1", "heard 1 8000+40", "finish"}));
}

TEST_F(LinkTest, AServiceThatIsLateLosesACountedPart)
{
    const auto service = receiver();
    event(EventKind::Opened, 1);
    event(EventKind::Format, 1);
    std::uint64_t position = 0;
    for (; position < 3 * 1024 * 1024; position += 65536)
        play(1, position, 65536);
    for (int i = 0; i < 5; ++i)
        event(EventKind::Ioctl, 1, position);
    Notes notes;
    std::thread reader([&] { EXPECT_TRUE(service->run(notes, [](Message) {})); });
    while (!notes.bytes)
        std::this_thread::yield();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    play(1, position, 4);
    event(EventKind::Closed, 1, position + 4);
    launcher_.reset();
    reader.join();

    const std::uint64_t lost = position + 4 - notes.bytes;
    const std::uint64_t from = position - lost;
    ASSERT_GE(notes.all.size(), 5u);
    const std::vector<std::string> end(notes.all.end() - 4, notes.all.end());
    EXPECT_EQ(end, (std::vector<std::string>{
                       "overrun 1 " + std::to_string(from) + "+" + std::to_string(lost),
                       "heard 1 " + std::to_string(position) + "+4", "closed 1", "finish"}));
    EXPECT_GT(lost, 1024u * 1024u);
}

TEST_F(LinkTest, SteeringReachesTheSourceWithTheNextPcm)
{
    const auto stream = feed_->addStream();
    const auto service = receiver();
    event(EventKind::Opened, stream->id);
    event(EventKind::Format, stream->id);
    play(stream->id, 0, 400);
    Notes notes;
    std::thread reader([&] { EXPECT_TRUE(service->run(notes, [](Message) {})); });
    while (!notes.bytes)
        std::this_thread::yield();
    service->stream(stream->id)->steer({250, 30000, 10000});
    for (std::uint64_t at = 400; stream->steering() != Steering{250, 30000, 10000}; at += 4) {
        play(stream->id, at, 4);
        std::this_thread::yield();
    }
    launcher_.reset();
    reader.join();
    sender_->detach();
    EXPECT_EQ(stream->steering(), Steering{});
}

TEST_F(LinkTest, ALauncherThatSendsNonsenseIsLeft)
{
    const auto service = receiver();
    event(EventKind::Opened, 1);
    Event wrong{};
    wrong.kind = EventKind::Format;
    wrong.stream = 1;
    wrong.params = {0x40000000, 99, 0};
    sender_->event(wrong);
    Notes notes;
    const auto outcome = service->run(notes, [](Message) {});
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().sys, EBADMSG);
    EXPECT_EQ(notes.all.back(), "finish");
}

TEST_F(LinkTest, MessagesCarryDescriptorsAndNeverBlock)
{
    const Hello hello{1, 3, 400, 4711, "x", ""};
    const std::array descriptors{stop_.get(), launcher_.get()};
    ASSERT_TRUE(link::send(launcher_.get(), MessageKind::Hello, hello, descriptors));
    auto got = receive(service_.get());
    ASSERT_TRUE(got && *got);
    EXPECT_EQ((*got)->kind, MessageKind::Hello);
    EXPECT_EQ((*got)->as<Hello>().pid, 4711);
    EXPECT_EQ((*got)->descriptors.size(), 2u);
    EXPECT_FALSE(receive(service_.get())->has_value());

    Result<void> sent;
    for (int i = 0; i < 100000 && sent; ++i)
        sent = link::send(launcher_.get(), MessageKind::Mixer, hello);
    ASSERT_FALSE(sent);
    EXPECT_EQ(sent.error().sys, EAGAIN);
}

TEST(Versions, TheHighestThatBothSpeakOrNone)
{
    EXPECT_EQ(commonVersion(1, 9), versionMax);
    EXPECT_EQ(commonVersion(0, versionMax), versionMax);
    EXPECT_EQ(commonVersion(versionMax + 1, versionMax + 2), std::nullopt);
}

}  // namespace

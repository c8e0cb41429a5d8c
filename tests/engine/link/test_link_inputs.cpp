// SPDX-License-Identifier: GPL-2.0-or-later
/// A program records what the service puts into its rings, and never waits for one that is gone.
#include "engine/link/link_inputs.h"
#include "engine/link/message.h"

#include <gtest/gtest.h>

#include <fcntl.h>

#include <cstring>
#include <vector>

namespace {

using namespace dsproxy;
using namespace dsproxy::link;

const Format cd(AFMT_S16_LE, Channels{2}, Rate{44100});
const Format phone(AFMT_U8, Channels{1}, Rate{8000});

/// The service's end: the orders that it got.
struct Service {
    struct Order {
        InputOrder order;
        std::unique_ptr<InputRing> ring;
    };
    std::vector<Order> orders;

    LinkInputs::Send sending()
    {
        return [this](std::span<const std::byte> body, std::span<const int> fds) {
            Order got{};
            std::memcpy(&got.order, body.data(), sizeof got.order);
            got.ring = *InputRing::map(UniqueFd(::fcntl(fds[0], F_DUPFD_CLOEXEC, 0)),
                                       UniqueFd(::fcntl(fds[1], F_DUPFD_CLOEXEC, 0)));
            orders.push_back(std::move(got));
            return true;
        };
    }
};

std::vector<std::byte> pcm(std::size_t count, unsigned value)
{
    return std::vector<std::byte>(count, static_cast<std::byte>(value));
}

struct LinkInputsTest : testing::Test {
    std::unique_ptr<Feed> feed = *Feed::create();
    LinkInputs inputs{*feed};
    Service service;
};

TEST_F(LinkInputsTest, AServiceLearnsOfAllThatRecordAndOfEachNewFormat)
{
    const auto early = inputs.start(3, phone);
    inputs.attach(service.sending());
    const auto late = inputs.start(4, cd);
    const auto again = inputs.start(4, phone);
    ASSERT_EQ(service.orders.size(), 3u);
    EXPECT_EQ(service.orders[0].order.stream, 3u);
    EXPECT_TRUE(Format(service.orders[0].order.params) == phone);
    EXPECT_EQ(service.orders[1].order.stream, 4u);
    EXPECT_TRUE(Format(service.orders[1].order.params) == cd);
    EXPECT_TRUE(Format(service.orders[2].order.params) == phone);
}

TEST_F(LinkInputsTest, WholeFramesArePulled)
{
    inputs.attach(service.sending());
    const auto input = inputs.start(1, cd);
    InputRing& ring = *service.orders[0].ring;
    ring.write(pcm(42, 5));
    EXPECT_EQ(input->available(), 40u);
    std::vector<std::byte> got(100);
    EXPECT_EQ(input->pull(got), 40u);
    EXPECT_EQ(got[39], std::byte{5});
    EXPECT_EQ(input->available(), 0u);
    EXPECT_FALSE(input->ended());
}

TEST_F(LinkInputsTest, SilenceComesAfterWhatIsThere)
{
    inputs.attach(service.sending());
    const auto input = inputs.start(1, cd);
    InputRing& ring = *service.orders[0].ring;
    ring.write(pcm(8, 5));
    ring.setState(InputRing::State::Silent);
    EXPECT_FALSE(input->ended());
    std::vector<std::byte> got(8);
    input->pull(got);
    EXPECT_TRUE(input->ended());
    ring.setState(InputRing::State::Live);
    EXPECT_FALSE(input->ended());
}

TEST_F(LinkInputsTest, AServiceThatIsGoneLeavesSilenceAndTheNextOneGetsANewRing)
{
    const auto input = inputs.start(1, cd);
    EXPECT_FALSE(input->ended()) << "one may just be starting";
    inputs.attach(service.sending());
    service.orders[0].ring->write(pcm(8, 5));
    inputs.detach();
    EXPECT_EQ(input->available(), 8u);
    std::vector<std::byte> got(8);
    input->pull(got);
    EXPECT_TRUE(input->ended());

    inputs.attach(service.sending());
    ASSERT_EQ(service.orders.size(), 2u);
    EXPECT_FALSE(input->ended());
    service.orders[0].ring->write(pcm(8, 6));
    EXPECT_EQ(input->available(), 0u);
    service.orders[1].ring->write(pcm(8, 7));
    EXPECT_EQ(input->pull(got), 8u);
    EXPECT_EQ(got[0], std::byte{7});
}

TEST_F(LinkInputsTest, TheClockOfARecordingStreamFollowsItsInput)
{
    const auto stream = feed->addStream();
    inputs.attach(service.sending());
    auto input = inputs.start(stream->id, cd);
    service.orders[0].ring->setRate(5000);
    std::vector<std::byte> got(8);
    input->pull(got);
    EXPECT_EQ(stream->steering(), Steering{.rate_ppb = 5000});
    stream->steer({7, 20000, 10000});
    service.orders[0].ring->setRate(6000);
    input->pull(got);
    EXPECT_EQ(stream->steering(), (Steering{7, 20000, 10000})) << "it plays live, too";
    stream->steer({});
    input->pull(got);
    input.reset();
    EXPECT_EQ(stream->steering(), Steering{});
}

}  // namespace

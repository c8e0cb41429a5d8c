// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/seam/feed.h"

#include <gtest/gtest.h>
#include <poll.h>

#include <cerrno>

namespace {

using namespace dsproxy;

Event of(EventKind kind)
{
    Event event{};
    event.kind = kind;
    return event;
}

bool readable(int fd)
{
    pollfd poll{fd, POLLIN, 0};
    return ::poll(&poll, 1, 0) == 1;
}

TEST(Feed, NumbersEventsInOrder)
{
    const auto feed = *Feed::create();
    feed->push(of(EventKind::Opened));
    feed->push(of(EventKind::Closed));
    const auto events = feed->take();
    ASSERT_EQ(events.size(), 2u);
    EXPECT_EQ(events[0].sequence, 1u);
    EXPECT_EQ(events[1].sequence, 2u);
    EXPECT_TRUE(feed->take().empty());
}

TEST(Feed, RingsOnceUntilAnswered)
{
    const auto feed = *Feed::create();
    EXPECT_FALSE(readable(feed->fd()));
    feed->push(of(EventKind::Opened));
    EXPECT_TRUE(readable(feed->fd()));
    feed->answered();
    EXPECT_FALSE(readable(feed->fd()));
    feed->ring();
    EXPECT_TRUE(readable(feed->fd()));
}

TEST(Feed, CountsWhatItCouldNotKeep)
{
    const auto feed = *Feed::create();
    constexpr unsigned many = 20000;
    for (unsigned i = 0; i < many; ++i)
        feed->push(of(EventKind::Ioctl));
    const std::size_t kept = feed->take().size();
    ASSERT_LT(kept, many);
    feed->push(of(EventKind::Ioctl));
    const auto events = feed->take();
    ASSERT_EQ(events.size(), 2u);
    EXPECT_EQ(events[0].kind, EventKind::Gap);
    EXPECT_EQ(events[0].value, many - kept);
    EXPECT_EQ(events[1].sequence, many + 2);
}

TEST(Feed, NeverLosesWhatTheSamplesDependOn)
{
    const auto feed = *Feed::create();
    for (unsigned i = 0; i < 20000; ++i)
        feed->push(of(EventKind::Ioctl));
    feed->push(of(EventKind::Opened));
    feed->push(of(EventKind::Format));
    feed->push(of(EventKind::Reset));
    feed->push(of(EventKind::Closed));
    const auto events = feed->take();
    ASSERT_GE(events.size(), 5u);
    EXPECT_EQ(events[events.size() - 1].kind, EventKind::Closed);
    EXPECT_EQ(events[events.size() - 2].kind, EventKind::Reset);
    EXPECT_EQ(events[events.size() - 3].kind, EventKind::Format);
    EXPECT_EQ(events[events.size() - 4].kind, EventKind::Opened);
    EXPECT_EQ(events[events.size() - 5].kind, EventKind::Gap);
}

TEST(Feed, CountsRefusedOpensOnly)
{
    const auto feed = *Feed::create();
    Event refused = of(EventKind::Opened);
    refused.error = EBUSY;
    for (unsigned i = 0; i < 40000; ++i)
        feed->push(refused);
    EXPECT_LT(feed->take().size(), 20000u);
}

TEST(Feed, LosesTimingFirstAndCountsItNever)
{
    const auto feed = *Feed::create();
    for (unsigned i = 0; i < 20000; ++i)
        feed->push(of(EventKind::Wrote));
    feed->push(of(EventKind::Ioctl));
    const auto events = feed->take();
    ASSERT_LT(events.size(), 20000u);
    EXPECT_EQ(events.front().sequence, 0u);
    EXPECT_EQ(events.back().kind, EventKind::Ioctl);
    EXPECT_EQ(events.back().sequence, 1u);
}

TEST(Feed, ARelayedEventKeepsItsNumberAndIsNeverLost)
{
    const auto feed = *Feed::create();
    Event event = of(EventKind::Ioctl);
    unsigned given = 0;
    for (event.sequence = 100; feed->relay(event); ++event.sequence)
        ++given;
    const auto events = feed->take();
    ASSERT_EQ(events.size(), given);
    EXPECT_EQ(events.front().sequence, 100u);
    EXPECT_EQ(events.back().sequence, 99u + given);
    EXPECT_TRUE(feed->relay(event));
}

TEST(Feed, TellsProgressOnlyToWhoWaitsForIt)
{
    const auto feed = *Feed::create();
    feed->progressed();
    EXPECT_FALSE(readable(feed->progressFd()));
    feed->progress_wanted.store(true);
    feed->progressed();
    EXPECT_TRUE(readable(feed->progressFd()));
}

}  // namespace

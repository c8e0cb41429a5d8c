// SPDX-License-Identifier: GPL-2.0-or-later
/// Who follows the log gets all of it, in order, or is told how much he was too late for.
#include "engine/service/event_log.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/socket.h>

#include <cstring>

namespace {

using namespace dsproxy;

Event numbered(std::uint64_t number)
{
    Event event{};
    event.kind = EventKind::Ioctl;
    event.stream = 3;
    event.sequence = number;
    return event;
}

std::unique_ptr<link::RecordRing> ringOf(const Outlet::Ends& ends)
{
    return *link::RecordRing::map(UniqueFd(::fcntl(ends.ring, F_DUPFD_CLOEXEC, 0)));
}

/// The numbers of all events that are there; a Gap as minus what it counts.
std::vector<long> readAll(link::RecordRing& ring)
{
    std::vector<long> numbers;
    for (;;) {
        const auto record = ring.read();
        if (!record || !*record)
            return numbers;
        Event event{};
        std::memcpy(&event, (*record)->body.data(), sizeof event);
        numbers.push_back(event.kind == EventKind::Gap ? -static_cast<long>(event.value)
                                                       : static_cast<long>(event.sequence));
        ring.release();
    }
}

TEST(EventLog, RemembersTheNewestAndGoesOn)
{
    EventLog log(3, nullptr);
    for (std::uint64_t i = 1; i <= 5; ++i)
        log.add(numbered(i));
    const auto ends = log.follow(EventLog::Backlog::All);
    const auto ring = ringOf(*ends);
    log.add(numbered(6));
    EXPECT_EQ(readAll(*ring), (std::vector<long>{3, 4, 5, 6}));

    const auto later = log.follow(EventLog::Backlog::None);
    const auto second = ringOf(*later);
    log.add(numbered(7));
    EXPECT_EQ(readAll(*second), (std::vector<long>{7}));
    EXPECT_EQ(readAll(*ring), (std::vector<long>{7}));
}

TEST(EventLog, AReaderThatSleepsIsWoken)
{
    EventLog log(10, nullptr);
    const auto ends = log.follow(EventLog::Backlog::None);
    const auto ring = ringOf(*ends);
    ASSERT_TRUE(ring->fallAsleep());
    log.add(numbered(1));
    char byte = 0;
    EXPECT_EQ(::recv(ends->socket.get(), &byte, 1, MSG_DONTWAIT), 1);
    log.add(numbered(2));
    EXPECT_EQ(::recv(ends->socket.get(), &byte, 1, MSG_DONTWAIT), -1);
}

TEST(EventLog, WhoIsLateLearnsHowMuchHeHasMissed)
{
    EventLog log(10, nullptr);
    const auto ends = log.follow(EventLog::Backlog::None);
    const auto ring = ringOf(*ends);
    constexpr long all = 20000;
    for (long i = 1; i <= all; ++i)
        log.add(numbered(static_cast<std::uint64_t>(i)));
    const auto first = readAll(*ring);
    ASSERT_FALSE(first.empty());
    ASSERT_LT(first.back(), all);
    log.add(numbered(all + 1));
    EXPECT_EQ(readAll(*ring), (std::vector<long>{-(all - first.back()), all + 1}));
}

TEST(EventLog, AClientThatHasGoneIsForgotten)
{
    EventLog log(10, nullptr);
    UniqueFd ring;
    {
        auto ends = log.follow(EventLog::Backlog::None);
        ring.reset(::fcntl(ends->ring, F_DUPFD_CLOEXEC, 0));
    }
    const auto reader = *link::RecordRing::map(std::move(ring));
    log.add(numbered(1));
    EXPECT_TRUE(readAll(*reader).empty());
}

}  // namespace

// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/card/ring_pointers.h"

#include <gtest/gtest.h>

#include <climits>

namespace dsproxy::test {
namespace {

using Pointer = RingPointers::Pointer;

/// Every small ring, boundary and pair of positions, held against counters that never wrap.
template <class Check> void everywhere(Check check)
{
    for (Pointer buffer = 1; buffer <= 6; ++buffer)
        for (Pointer rounds = 2; rounds <= 4; ++rounds) {
            const Pointer boundary = buffer * rounds;
            const RingPointers ring(buffer, boundary);
            for (Pointer behind = 0; behind < 3 * boundary; ++behind)
                for (Pointer ahead = behind; ahead < behind + boundary; ++ahead)
                    check(ring, buffer, boundary, behind, ahead);
        }
}

TEST(RingPointers, whatIsQueuedAndWhatFitsMakeTheRing)
{
    everywhere([](const RingPointers& ring, Pointer buffer, Pointer boundary, Pointer hardware,
                  Pointer written) {
        const auto queued = ring.queued(hardware % boundary, written % boundary);
        const auto room = ring.room(hardware % boundary, written % boundary);
        const Pointer distance = written - hardware;
        ASSERT_EQ(queued.has_value(), distance <= buffer);
        ASSERT_EQ(room.has_value(), distance <= buffer);
        if (queued) {
            ASSERT_EQ(queued->value, static_cast<std::int64_t>(distance));
            ASSERT_EQ(room->value, static_cast<std::int64_t>(buffer - distance));
        }
    });
}

TEST(RingPointers, hardwareBeyondWhatWasWrittenIsAnUnderrun)
{
    everywhere([](const RingPointers& ring, Pointer buffer, Pointer boundary, Pointer written,
                  Pointer hardware) {
        // Further past than the boundary less a ring, it looks as if it were ahead again.
        const Pointer past = hardware - written;
        if (past == 0 || past >= boundary - buffer)
            return;
        ASSERT_FALSE(ring.room(hardware % boundary, written % boundary));
        ASSERT_FALSE(ring.queued(hardware % boundary, written % boundary));
    });
}

TEST(RingPointers, moreRecordedThanTheRingHoldsIsAnOverrun)
{
    everywhere([](const RingPointers& ring, Pointer buffer, Pointer boundary, Pointer taken,
                  Pointer hardware) {
        const auto recorded = ring.recorded(hardware % boundary, taken % boundary);
        ASSERT_EQ(recorded.has_value(), hardware - taken <= buffer);
        if (recorded) {
            ASSERT_EQ(recorded->value, static_cast<std::int64_t>(hardware - taken));
        }
    });
}

TEST(RingPointers, advancesAcrossTheBoundary)
{
    everywhere(
        [](const RingPointers& ring, Pointer buffer, Pointer boundary, Pointer from, Pointer to) {
            if (to - from > buffer)
                return;
            const Frames step(static_cast<std::int64_t>(to - from));
            ASSERT_EQ(ring.advanced(from % boundary, step), to % boundary);
        });
}

TEST(RingPointers, piecesFromOffsetToWrapCoverTheRing)
{
    everywhere([](const RingPointers& ring, Pointer buffer, Pointer boundary, Pointer at, Pointer) {
        const auto offset = ring.offset(at % boundary).value;
        ASSERT_EQ(offset, static_cast<std::int64_t>(at % buffer));
        ASSERT_EQ(ring.untilWrap(at % boundary).value, static_cast<std::int64_t>(buffer) - offset);
    });
}

TEST(RingPointers, theLargestBoundaryOfTheKernelDoesNotOverflow)
{
    constexpr Pointer buffer = 4096;
    constexpr Pointer boundary = (static_cast<Pointer>(LONG_MAX) / buffer) * buffer;
    const RingPointers ring(buffer, boundary);
    EXPECT_EQ(ring.advanced(boundary - 1, Frames(1)), 0U);
    EXPECT_EQ(ring.advanced(boundary - 1, Frames(buffer)), buffer - 1);
    EXPECT_EQ(ring.room(boundary - 5, 3)->value, 4096 - 8);
    EXPECT_EQ(ring.recorded(3, boundary - 5)->value, 8);
    EXPECT_FALSE(ring.room(3, boundary - 5));
}

}  // namespace
}  // namespace dsproxy::test

// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/pieces.h"

#include <gtest/gtest.h>

namespace {

using namespace dsproxy::process;

TEST(Pieces, AreUsedUpInOrder)
{
    Pieces pieces({{1000, 10}, {2000, 0}, {3000, 20}});
    EXPECT_EQ(pieces.left(), 30u);
    pieces.advance(4);
    auto next = pieces.next(16);
    ASSERT_EQ(next.size(), 2u);
    EXPECT_EQ(next[0].address, 1004u);
    EXPECT_EQ(next[0].bytes, 6u);
    EXPECT_EQ(next[1].address, 3000u);
    EXPECT_EQ(next[1].bytes, 10u);
    pieces.advance(16);
    EXPECT_EQ(pieces.done(), 20u);
    EXPECT_EQ(pieces.next(100)[0].address, 3010u);
    pieces.advance(10);
    EXPECT_EQ(pieces.left(), 0u);
    EXPECT_TRUE(pieces.next(1).empty());
}

}  // namespace

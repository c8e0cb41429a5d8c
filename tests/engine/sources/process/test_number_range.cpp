// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/number_range.h"

#include <gtest/gtest.h>

namespace {

using dsproxy::process::NumberRange;

TEST(NumberRange, LiesJustBelowWhatSelectCanSee)
{
    const NumberRange range = NumberRange::below(1048576);
    EXPECT_EQ(range.last, 1023);
    EXPECT_EQ(range.size(), 124);
}

TEST(NumberRange, StaysBelowALowLimit)
{
    EXPECT_EQ(NumberRange::below(256).last, 255);
    EXPECT_EQ(NumberRange::below(256).size(), 124);
    EXPECT_EQ(NumberRange::below(64).first, 32);
}

TEST(NumberRange, ContainsItsEnds)
{
    const NumberRange range = NumberRange::below(1024);
    EXPECT_TRUE(range.contains(range.first));
    EXPECT_TRUE(range.contains(range.last));
    EXPECT_FALSE(range.contains(range.first - 1));
    EXPECT_FALSE(range.contains(range.last + 1));
    EXPECT_FALSE(range.contains(-1));
}

}  // namespace

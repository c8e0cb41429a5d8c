// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/log/utf8.h"

#include <gtest/gtest.h>

namespace dsproxy::cli {

namespace {

TEST(Utf8, takesWholeCharactersOnly)
{
    EXPECT_EQ(utf8Length("a"), 1u);
    EXPECT_EQ(utf8Length("\xc3\xa4"), 2u);
    EXPECT_EQ(utf8Length("\xe2\x82\xac"), 3u);
    EXPECT_EQ(utf8Length("\xf0\x9f\x8e\xb5."), 4u);
    for (const char* broken : {"", "\x80", "\xc3", "\xc3z", "\xe2\x82", "\xff", "\xf5\x80\x80\x80"})
        EXPECT_EQ(utf8Length(broken), 0u) << broken;
}

TEST(Utf8, refusesOverlongFormsAndSurrogates)
{
    for (const char* bad : {"\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80",
                            "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80"})
        EXPECT_FALSE(isUtf8(bad)) << printable(bad);
}

TEST(Utf8, printsNothingThatSteersATerminal)
{
    EXPECT_EQ(printable("caf\xc3\xa9 \xe2\x99\xab"), "caf\xc3\xa9 \xe2\x99\xab");
    EXPECT_EQ(printable("a\tb\033c\x7f"), "a\\x09b\\x1bc\\x7f");
    EXPECT_EQ(printable("\xc2\x9bz\xff"), "\\xc2\\x9bz\\xff");
}

}  // namespace

}  // namespace dsproxy::cli

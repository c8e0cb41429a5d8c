// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/rules/fault_text.h"

#include "engine/rules/rule_table.h"

#include <gtest/gtest.h>

namespace dsproxy::cli {

namespace {

using Texts = std::vector<std::string>;

Texts faultsOf(std::string_view text, std::size_t most = 10)
{
    return faultTexts("mine", RuleTable::parse(text).faults(), most);
}

TEST(FaultText, saysTheLineAndWhatToDo)
{
    const Texts expected = {
        "mine, line 1: dirct is not an option of a rule; did you mean direct?",
        "mine, line 2: frobnicate is not an option of a rule; see RULES in dsproxy(1)",
        "mine, line 4: a number is missing; write PROGRAM FRAGMENTS FRAGMENT_SIZE, 0 for any",
        "mine, line 5: 4k is not a number of fragments or bytes",
        "mine, line 6: \"x begins a quotation that does not end",
        "mine, line 7: the name of the program is empty or cannot be written in a line",
        "mine, line 8: [in\\x1b] is no section, so what follows has no effect; write [playback] or "
        "[capture]",
    };
    EXPECT_EQ(faultsOf("a 0 0 dirct\na 0 0 frobnicate\na 0 0\na\na 1 4k\n\"x\n'' 0 0\n[in\033]\n"),
              expected);
}

TEST(FaultText, saysHowAValueIsWritten)
{
    const Texts expected = {
        "mine, line 1: volume=200 makes no sense; write volume=0 to volume=100, or "
        "volume=LEFT:RIGHT",
        "mine, line 2: rout=a is not an option of a rule; did you mean route=?",
        "mine, line 3: close=dran is not an option of a rule; did you mean close=drain?",
        "mine, line 4: format=S16 makes no sense; write format=FORMAT/CHANNELS/RATE, as "
        "format=S16_LE/2/44100",
    };
    EXPECT_EQ(faultsOf("a 0 0 volume=200\na 0 0 rout=a\na 0 0 close=dran\na 0 0 format=S16\n"),
              expected);
}

TEST(FaultText, manyAreCounted)
{
    const Texts texts = faultsOf("a\nb\nc\nd\n", 2);
    ASSERT_EQ(texts.size(), 3u);
    EXPECT_EQ(texts[2], "mine: 2 lines more; dsproxy rules mine check lists them");
    EXPECT_EQ(faultsOf("a\nb\nc\n", 3).size(), 3u);
}

}  // namespace

}  // namespace dsproxy::cli

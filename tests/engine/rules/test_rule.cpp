// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/rules/rule.h"

#include <gtest/gtest.h>

namespace dsproxy {

namespace {

using What = RuleFault::What;

Rule good(std::string_view line)
{
    const auto rule = parseRule(line);
    EXPECT_TRUE(rule.has_value()) << line << ": " << rule.error().word;
    return rule.value_or(Rule{});
}

TEST(Rule, hasANameAndTwoNumbers)
{
    const Rule rule = good("quake 4 1024");
    EXPECT_EQ(rule.program, "quake");
    EXPECT_EQ(rule.overrides.fragments, 4u);
    EXPECT_EQ(rule.overrides.fragment_bytes, 1024u);
    EXPECT_EQ(rule.overrides.flags, 0u);
    EXPECT_FALSE(rule.namesPath());
    EXPECT_TRUE(good("/usr/games/quake 0 0").namesPath());
}

TEST(Rule, everyOptionIsKnown)
{
    const std::pair<std::string, u32> words[] = {
        {"disable", OSS_OVERRIDE_DISABLE},
        {"direct", OSS_OVERRIDE_DIRECT},
        {"block", OSS_OVERRIDE_BLOCK},
        {"non-block", OSS_OVERRIDE_NONBLOCK},
        {"partial-frag", OSS_OVERRIDE_PARTIAL_FRAGMENT},
        {"no-silence", OSS_OVERRIDE_NO_SILENCE},
        {"buggy-ptr", OSS_OVERRIDE_BUGGY_POINTER},
        {"mmap", OSS_OVERRIDE_MMAP},
        {"small-fragments", OSS_OVERRIDE_SMALL_FRAGMENTS},
        {"small-buffer", OSS_OVERRIDE_SMALL_BUFFER},
        {"medium-buffer", OSS_OVERRIDE_MEDIUM_BUFFER},
        {"cooked", OSS_OVERRIDE_COOKED},
    };
    ASSERT_LE(std::size(words), ruleOptions().size());
    for (std::size_t i = 0; i < std::size(words); ++i) {
        EXPECT_EQ(ruleOptions()[i], words[i].first);
        EXPECT_EQ(good("x 0 0 " + words[i].first).overrides.flags, words[i].second);
    }
    EXPECT_EQ(good("x 0 0 direct block direct").overrides.flags,
              static_cast<u32>(OSS_OVERRIDE_DIRECT | OSS_OVERRIDE_BLOCK));
}

TEST(Rule, blanksAndRemarksDoNotMatter)
{
    EXPECT_EQ(ruleText(good(" \t quake\t0   0  direct \r")), "quake 0 0 direct");
    EXPECT_EQ(ruleText(good("quake 0 0 # direct")), "quake 0 0");
    EXPECT_EQ(ruleText(good("quake 0 0 direct #block")), "quake 0 0 direct");
}

TEST(Rule, isPrintedAsAlsaPrintsIt)
{
    EXPECT_EQ(ruleText(good("x 1 2 no-silence partial-frag non-block block direct disable")),
              "x 1 2 disable direct block non-block partial-frag no-silence");
    EXPECT_EQ(ruleText(good("x 1 2 cooked buggy-ptr no-silence")),
              "x 1 2 no-silence buggy-ptr cooked");
}

TEST(Rule, namesMayBeQuoted)
{
    EXPECT_EQ(good("\"my game\" 0 0").program, "my game");
    EXPECT_EQ(good("'say \"hi\"' 0 0").program, "say \"hi\"");
    for (const std::string text :
         {"\"my game\" 0 0", "'a \"b' 0 0", "\"#x\" 0 0", "\"[capture]\" 0 0", "\"erase\" 0 0",
          "\"clear\" 0 0", "a\"b'c 0 0", "'\"' 0 0"})
        EXPECT_EQ(ruleText(good(text)), text);
}

TEST(Rule, mistakesAreNamed)
{
    const struct {
        std::string line;
        What what;
        std::string word;
    } mistakes[] = {
        {"", What::BadName, ""},
        {"\"\" 0 0", What::BadName, ""},
        {"\"a\tb\" 0 0", What::BadName, "a\tb"},
        {"#a\"b'c 0 0", What::BadName, "#a\"b'c"},
        {"\"quake 0 0", What::OpenQuote, "\"quake 0 0"},
        {"quake", What::MissingNumbers, ""},
        {"quake 4", What::MissingNumbers, ""},
        {"quake 4 # 1024", What::MissingNumbers, ""},
        {"quake four 1024", What::NotANumber, "four"},
        {"quake 4 1k", What::NotANumber, "1k"},
        {"quake -1 0", What::NotANumber, "-1"},
        {"quake 4294967296 0", What::NotANumber, "4294967296"},
        {"quake direct", What::NotANumber, "direct"},
        {"quake 0 0 dirct", What::UnknownOption, "dirct"},
        {"quake 0 0 direct Block", What::UnknownOption, "Block"},
        {std::string("quake 0 0 a\0b", 13), What::UnknownOption, std::string("a\0b", 3)},
    };
    for (const auto& mistake : mistakes) {
        const auto rule = parseRule(mistake.line);
        ASSERT_FALSE(rule.has_value()) << mistake.line;
        EXPECT_EQ(rule.error().what, mistake.what) << mistake.line;
        EXPECT_EQ(rule.error().word, mistake.word) << mistake.line;
    }
    EXPECT_EQ(good("quake 4294967295 4294967295").overrides.fragments, 4294967295u);
}

}  // namespace

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
/// The words of a rule that ALSA does not have.
#include "engine/rules/rule.h"
#include "oss/abi.h"

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

TEST(RuleValues, areRead)
{
    const Rule rule = good("game 0 0 route=card,\"My, card\",'say \"hi\"' record=flac:%t volume=80 "
                           "format=S16_LE/2/44100 uid=1000 mute unmixed nomain");
    EXPECT_EQ(rule.policy.route, (std::vector<std::string>{"card", "My, card", "say \"hi\""}));
    EXPECT_EQ(rule.policy.record, "flac:%t");
    EXPECT_EQ(rule.policy.volume, (StreamPolicy::Volume{80, 80}));
    EXPECT_TRUE(rule.policy.mute && rule.policy.unmixed && rule.policy.no_main);
    EXPECT_EQ(rule.overrides.format.afmt, static_cast<u32>(AFMT_S16_LE));
    EXPECT_EQ(rule.overrides.format.channels, 2u);
    EXPECT_EQ(rule.overrides.format.rate, 44100u);
    EXPECT_EQ(rule.user->uid, 1000u);
    EXPECT_EQ(rule.overrides.flags, 0u);
    EXPECT_EQ(good("x 0 0 volume=80:20").policy.volume, (StreamPolicy::Volume{80, 20}));
    EXPECT_FALSE(good("x 0 0 uid=joe").user->uid.has_value());
}

TEST(RuleValues, theLastOneCounts)
{
    EXPECT_EQ(good("x 0 0 close=drain close=drop pace=free pace=real").overrides.flags,
              static_cast<u32>(OSS_OVERRIDE_CLOSE_DROP | OSS_OVERRIDE_REAL_TIME));
    EXPECT_EQ(good("x 0 0 route=a route=b").policy.route, std::vector<std::string>{"b"});
}

TEST(RuleValues, arePrintedAsTheyAreRead)
{
    for (const std::string text :
         {"x 0 0 nocapture close=background pace=free", "x 1 2 direct unmixed nomain mute",
          "x 0 0 volume=0", "x 0 0 volume=100:5", "x 0 0 format=FLOAT/32/768000",
          "x 0 0 route=a,\"b c\",'\"'", "x 0 0 record=\"wav:a b\"", "x 0 0 uid=joe",
          "x 0 0 volume=1 format=U8/1/1 route=c record=mp3 uid=0"})
        EXPECT_EQ(ruleText(good(text)), text);
    EXPECT_EQ(ruleText(good("x 0 0 format=AFMT_MU_LAW/1/8000 volume=7:7 route='a'")),
              "x 0 0 volume=7 format=MU_LAW/1/8000 route=a");
}

TEST(RuleValues, remarksFollow)
{
    EXPECT_EQ(ruleText(good("x 0 0 route=a # mute")), "x 0 0 route=a");
    EXPECT_EQ(ruleText(good("x 0 0 route=\"#a\" mute")), "x 0 0 mute route=#a");
    EXPECT_EQ(ruleText(good("x 0 0 mute route=#a")), "x 0 0 mute route=#a");
}

TEST(RuleValues, mistakesAreNamed)
{
    for (const std::string word : {"volume=",
                                   "volume=101",
                                   "volume=-1",
                                   "volume=5:",
                                   "volume=:5",
                                   "volume=1:2:3",
                                   "volume=1,2",
                                   "format=S16_LE",
                                   "format=S16_LE/2",
                                   "format=S16/2/44100",
                                   "format=S16_LE/33/44100",
                                   "format=S16_LE/2/0",
                                   "format=S16_LE/2/44100/1",
                                   "route=",
                                   "route=a,",
                                   "route=,a",
                                   "route=a,,b",
                                   "route=a\"b\"",
                                   "route=\"a\"b",
                                   "record=",
                                   "record=a,b",
                                   "uid=",
                                   "uid=1,2",
                                   "route=\x01"}) {
        const auto rule = parseRule("x 0 0 " + word + " mute");
        ASSERT_FALSE(rule.has_value()) << word;
        EXPECT_EQ(rule.error().what, What::BadValue) << word;
        EXPECT_EQ(rule.error().word, word);
    }
    EXPECT_EQ(parseRule("x 0 0 route=\"a b").error().what, What::OpenQuote);
    EXPECT_EQ(parseRule("x 0 0 rout=a").error().what, What::UnknownOption);
    EXPECT_EQ(parseRule("x 0 0 close=later").error().what, What::UnknownOption);
    EXPECT_EQ(parseRule("x 0 0 \"route=a\"").error().what, What::UnknownOption);
}

}  // namespace

}  // namespace dsproxy

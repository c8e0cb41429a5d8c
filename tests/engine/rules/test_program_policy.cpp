// SPDX-License-Identifier: GPL-2.0-or-later
/// Patterns, users, and what is said of each line that was looked at.
#include "engine/rules/rule_table.h"

#include <gtest/gtest.h>

namespace dsproxy {

namespace {

using MatchedBy = RuleTable::MatchedBy;
using Verdict = RuleTable::Verdict;
constexpr Direction playback = Direction::Playback;
constexpr Direction capture = Direction::Capture;
const ProgramNames quake{"/usr/games/quake", "quake-main"};

std::size_t lineFor(std::string_view text, const ProgramNames& program = quake, uid_t uid = 1000)
{
    const auto found = RuleTable::parse(text).match(program, uid, playback);
    return found ? found->line : 0;
}

TEST(ProgramPolicy, aPatternMatchesPathFileAndProcess)
{
    EXPECT_EQ(lineFor("*uak* 0 0"), 1u);
    EXPECT_EQ(lineFor("*-main 0 0"), 1u);
    EXPECT_EQ(lineFor("/usr/games/* 0 0"), 1u);
    EXPECT_EQ(lineFor("/usr/games/*\t0 0"), 1u);
    EXPECT_EQ(lineFor("\"[q]uake\" 0 0"), 1u);
    EXPECT_EQ(lineFor("games/* 0 0"), 0u) << "a pattern with a slash is one of whole paths";
    EXPECT_EQ(lineFor("/opt/* 0 0"), 0u);
    EXPECT_EQ(lineFor("doom* 0 0"), 0u);
}

TEST(ProgramPolicy, aNameIsBetterThanAPattern)
{
    EXPECT_EQ(lineFor("quake-main 0 0\n* 0 0"), 1u);
    EXPECT_EQ(lineFor("/usr/games/quake 0 0\n/usr/games/* 0 0"), 1u);
    EXPECT_EQ(lineFor("* 0 0\nq* 0 0\ndoom 0 0"), 2u);
    EXPECT_EQ(lineFor("q* 0 0\n* 0 0"), 2u) << "of patterns the last one";
    EXPECT_EQ(lineFor("a*b 0 0\n*b 0 0", {"/x/a*b", ""}), 1u) << "a name as it is written";
}

TEST(ProgramPolicy, aRuleForAUserIsHisAlone)
{
    EXPECT_EQ(lineFor("quake 0 0\nquake 4 0 uid=1000"), 2u);
    EXPECT_EQ(lineFor("quake 0 0\nquake 4 0 uid=1001"), 1u);
    EXPECT_EQ(lineFor("quake 4 0 uid=1000\nquake 0 0"), 2u) << "the last one";
    EXPECT_EQ(lineFor("quake 4 0 uid=joe"), 0u) << "nobody has looked for him";
}

TEST(ProgramPolicy, usersAreFoundOnce)
{
    RuleTable table = RuleTable::parse("quake 4 0 uid=joe\n* 0 0 uid=jim\n");
    table.resolveUsers([](const std::string& name) {
        return name == "joe" ? std::optional<uid_t>(1000) : std::nullopt;
    });
    EXPECT_EQ(table.match(quake, 1000, playback)->line, 1u);
    EXPECT_FALSE(table.match({"/bin/x", "x"}, 1000, playback).has_value());
    EXPECT_EQ(table.text(), "quake 4 0 uid=joe\n* 0 0 uid=jim\n");
}

TEST(ProgramPolicy, aRuleForEachUserIsKept)
{
    RuleTable table = RuleTable::parse("quake 1 0\nquake 2 0 uid=1000\n");
    EXPECT_EQ(table.rules(playback).size(), 2u);
    table.add(*parseRule("quake 3 0 uid=1000"), {});
    table.add(*parseRule("quake 4 0 uid=1001"), {});
    EXPECT_EQ(table.text(), "quake 1 0\nquake 3 0 uid=1000\nquake 4 0 uid=1001\n");
    EXPECT_TRUE(table.remove("quake", {}));
    EXPECT_EQ(table.text(), "");
}

TEST(ProgramPolicy, isThatOfTheRuleThatHolds)
{
    const RuleTable table = RuleTable::parse(
        "* 0 0 route=card volume=50\n[playback]\nquake 0 0 route=a,b record=flac mute\n");
    const StreamPolicy play = table.policyFor(quake, 1000, playback);
    EXPECT_EQ(play.route, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(play.record, "flac");
    EXPECT_TRUE(play.mute);
    EXPECT_FALSE(play.volume.has_value()) << "one rule holds, not the sum of them";
    EXPECT_EQ(play.line, 3u);
    const StreamPolicy record = table.policyFor(quake, 1000, capture);
    EXPECT_EQ(record.route, std::vector<std::string>{"card"});
    EXPECT_EQ(record.volume, (StreamPolicy::Volume{50, 50}));
    EXPECT_EQ(record.line, 1u);
    EXPECT_EQ(RuleTable::parse("").policyFor(quake, 1000, playback), StreamPolicy{});
}

struct Seen {
    std::size_t line;
    MatchedBy by;
    Verdict verdict;
    std::size_t because;
    bool operator==(const Seen&) const = default;
};

std::vector<Seen> seen(std::string_view text)
{
    std::vector<Seen> all;
    for (const auto& match : RuleTable::parse(text).considered(quake, 1000, playback))
        all.push_back({match.line, match.by, match.verdict, match.because});
    return all;
}

TEST(ProgramPolicy, everyLineThatWasLookedAtIsExplained)
{
    EXPECT_EQ(seen("quake 1 0\n"
                   "erase\n"
                   "* 2 0\n"
                   "doom 0 0\n"
                   "quake 3 0\n"
                   "quake 4 0\n"
                   "q* 5 0\n"
                   "/usr/games/quake 6 0 uid=5\n"
                   "[capture]\n"
                   "quake 7 0\n"),
              (std::vector<Seen>{
                  {1, MatchedBy::FileName, Verdict::Erased, 2},
                  {3, MatchedBy::Pattern, Verdict::LessExact, 5},
                  {5, MatchedBy::FileName, Verdict::Earlier, 6},
                  {6, MatchedBy::FileName, Verdict::Holds, 0},
                  {7, MatchedBy::Pattern, Verdict::LessExact, 6},
                  {8, MatchedBy::Path, Verdict::OtherUser, 0},
              }));
}

}  // namespace

}  // namespace dsproxy

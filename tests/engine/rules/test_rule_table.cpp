// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/rules/rule_table.h"

#include <gtest/gtest.h>

namespace dsproxy {

namespace {

using MatchedBy = RuleTable::MatchedBy;
constexpr Direction playback = Direction::Playback;
constexpr Direction capture = Direction::Capture;

/// What a table says about /usr/games/quake, whose process is called quake.
std::string held(const RuleTable& table, Direction direction,
                 const ProgramNames& program = {"/usr/games/quake", "quake"})
{
    const auto found = table.find(program, 1000, direction);
    return found ? std::to_string(found->line) + ": " + found->text : "none";
}

std::string held(std::string_view text, Direction direction,
                 const ProgramNames& program = {"/usr/games/quake", "quake"})
{
    return held(RuleTable::parse(text), direction, program);
}

std::vector<std::string> listed(const RuleTable& table, Direction direction)
{
    std::vector<std::string> texts;
    for (const Rule& rule : table.rules(direction))
        texts.push_back(ruleText(rule));
    return texts;
}

using Texts = std::vector<std::string>;

TEST(RuleTable, readsWhatAlsaHasWritten)
{
    const std::string text = "quake 0 0 direct\nx11amp 0 0 disable\nsoffice 2 4096 block "
                             "partial-frag no-silence\n";
    const RuleTable table = RuleTable::parse(text);
    EXPECT_TRUE(table.faults().empty());
    EXPECT_EQ(table.text(), text);
    std::string printed;
    for (const Rule& rule : table.rules(playback))
        printed += ruleText(rule) + '\n';
    EXPECT_EQ(printed, text);
    EXPECT_EQ(held(table, playback), "1: quake 0 0 direct");
    EXPECT_EQ(held(table, capture), "1: quake 0 0 direct");
}

TEST(RuleTable, keepsEveryByteOfItsText)
{
    for (const std::string text : {"", "\n", "\n\n", "# remark", "quake 0 0",
                                   "quake 0 0\r\n\r\n  # x\r\n[capture]\r\nx 1 2\r",
                                   "  quake\t0 0  direct   # why\n\n\n[capture] # c\n\"a b\" 1 1",
                                   "nonsense\n'\n[x]\n\xff\n"})
        EXPECT_EQ(RuleTable::parse(text).text(), text);
    const std::string zero("a 0 0\n\0\0\nb 0 0", 14);
    EXPECT_EQ(RuleTable::parse(zero).text(), zero);
}

TEST(RuleTable, sectionsAreOfADirection)
{
    const std::string text =
        "a 1 0\n[playback]\nquake 2 0\n[capture]\nquake 3 0\n[playback]\na 4 0\n";
    EXPECT_EQ(held(text, playback), "3: quake 2 0");
    EXPECT_EQ(held(text, capture), "5: quake 3 0");
    const ProgramNames a{"/bin/a", "a"};
    EXPECT_EQ(held(text, playback, a), "7: a 4 0");
    EXPECT_EQ(held(text, capture, a), "1: a 1 0");
}

TEST(RuleTable, theLastLineOfAProgramCounts)
{
    const RuleTable table = RuleTable::parse("quake 1 0 direct\nb 0 0\nquake 2 0\n");
    EXPECT_EQ(held(table, playback), "3: quake 2 0");
    EXPECT_EQ(listed(table, playback), (Texts{"b 0 0", "quake 2 0"}));
}

TEST(RuleTable, pathIsBetterThanFileIsBetterThanProcess)
{
    const std::string all = "quake.x86 3 0\nrenamed 1 0\n/usr/games/quake.x86 2 0\n";
    const ProgramNames program{"/usr/games/quake.x86", "renamed"};
    const RuleTable table = RuleTable::parse(all);
    EXPECT_EQ(table.match(program, 1000, playback)->by, MatchedBy::Path);
    EXPECT_EQ(held(table, playback, program), "3: /usr/games/quake.x86 2 0");
    const ProgramNames elsewhere{"/opt/quake.x86", "renamed"};
    EXPECT_EQ(table.match(elsewhere, 1000, playback)->by, MatchedBy::FileName);
    EXPECT_EQ(held(table, playback, elsewhere), "1: quake.x86 3 0");
    const ProgramNames script{"/usr/bin/python3.13", "renamed"};
    EXPECT_EQ(table.match(script, 1000, playback)->by, MatchedBy::TaskName);
    EXPECT_EQ(held(table, playback, {"/opt/quake.x8", "quake.x8"}), "none");
    EXPECT_EQ(held(table, playback, {"", "quake.x86"}), "1: quake.x86 3 0");
    EXPECT_EQ(held(table, playback, {}), "none");
}

TEST(RuleTable, processesHaveShortNames)
{
    const std::string text = "a-very-long-program 1 0\n";
    EXPECT_EQ(held(text, playback, {"/usr/bin/python3", "a-very-long-pro"}),
              "1: a-very-long-program 1 0");
    EXPECT_EQ(held(text, playback, {"/usr/bin/python3", "a-very-long-pr"}), "none");
    EXPECT_EQ(held("a-very 1 0\n", playback, {"/usr/bin/python3", "a-very-long-pro"}), "none");
}

TEST(RuleTable, eraseEndsWhatIsAbove)
{
    EXPECT_EQ(held("quake 1 0\nerase\n", playback), "none");
    EXPECT_EQ(held("quake 1 0\nclear\n", playback), "none");
    EXPECT_EQ(held("quake 1 0\nerase\nquake 2 0\n", playback), "3: quake 2 0");
    const std::string one = "quake 1 0\n[capture]\nerase\n";
    EXPECT_EQ(held(one, playback), "1: quake 1 0");
    EXPECT_EQ(held(one, capture), "none");
    EXPECT_EQ(listed(RuleTable::parse(one), capture), Texts{});
    EXPECT_EQ(held("\"erase\" 1 0\n", playback, {"/bin/erase", "erase"}), "1: \"erase\" 1 0");
}

TEST(RuleTable, badLinesTakeNoOthersWithThem)
{
    const RuleTable table =
        RuleTable::parse("quake 0 0 dirct\nquake 1 0\n\"x\n[capture]\ny\nz 0 0\n");
    ASSERT_EQ(table.faults().size(), 3u);
    EXPECT_EQ(table.faults()[0].line, 1u);
    EXPECT_EQ(table.faults()[0].what, RuleFault::What::UnknownOption);
    EXPECT_EQ(table.faults()[0].word, "dirct");
    EXPECT_EQ(table.faults()[1].line, 3u);
    EXPECT_EQ(table.faults()[2].line, 5u);
    EXPECT_EQ(held(table, playback), "2: quake 1 0");
    EXPECT_EQ(listed(table, capture), (Texts{"quake 1 0", "z 0 0"}));
}

TEST(RuleTable, anUnknownSectionHoldsForNothing)
{
    const RuleTable table =
        RuleTable::parse("quake 1 0\n[captrue]\nquake 0 0 disable\nerase\n[capture]\nquake 2 0\n");
    ASSERT_EQ(table.faults().size(), 1u);
    EXPECT_EQ(table.faults()[0].what, RuleFault::What::UnknownSection);
    EXPECT_EQ(held(table, playback), "1: quake 1 0");
    EXPECT_EQ(held(table, capture), "6: quake 2 0");
}

/// The text after a change.
template <class Change> std::string changed(std::string_view text, Change change)
{
    RuleTable table = RuleTable::parse(text);
    change(table);
    const std::string after = table.text();
    // What is held is what the text says.
    const RuleTable again = RuleTable::parse(after);
    EXPECT_EQ(listed(table, playback), listed(again, playback)) << after;
    EXPECT_EQ(listed(table, capture), listed(again, capture)) << after;
    EXPECT_EQ(again.faults().size(), table.faults().size()) << after;
    return after;
}

std::string added(std::string_view text, std::string_view rule, RuleScope scope = {})
{
    return changed(text, [&](RuleTable& table) { table.add(*parseRule(rule), scope); });
}

std::string removed(std::string_view text, std::string_view program, RuleScope scope = {})
{
    return changed(text, [&](RuleTable& table) { table.remove(program, scope); });
}

std::string erased(std::string_view text, RuleScope scope = {})
{
    return changed(text, [&](RuleTable& table) { table.erase(scope); });
}

TEST(RuleTable, addsBehindTheOthersOfTheScope)
{
    EXPECT_EQ(added("", "a 1 0"), "a 1 0\n");
    EXPECT_EQ(added("# mine\n", "a 1 0"), "# mine\na 1 0\n");
    EXPECT_EQ(added("b 0 0", "a 1 0"), "b 0 0\na 1 0\n");
    EXPECT_EQ(added("", "a 1 0", capture), "[capture]\na 1 0\n");
    EXPECT_EQ(added("b 0 0\n", "a 1 0", capture), "b 0 0\n\n[capture]\na 1 0\n");
    const std::string text = "# mine\nb 0 0\n\n# play\n[playback]\nc 0 0\n\n[capture]\n";
    EXPECT_EQ(added(text, "a 1 0"),
              "# mine\nb 0 0\na 1 0\n\n# play\n[playback]\nc 0 0\n\n[capture]\n");
    EXPECT_EQ(added(text, "a 1 0", playback),
              "# mine\nb 0 0\n\n# play\n[playback]\nc 0 0\na 1 0\n\n[capture]\n");
    EXPECT_EQ(added(text, "a 1 0", capture), text + "a 1 0\n");
    EXPECT_EQ(added("[capture]\n", "a 1 0"), "a 1 0\n[capture]\n");
}

TEST(RuleTable, addsInPlaceOfAnOlderRule)
{
    EXPECT_EQ(added("a 1 0 # old\nb 0 0\n", "a 2 0"), "a 2 0\nb 0 0\n");
    EXPECT_EQ(added("a 1 0\n", "a 2 0", capture), "a 1 0\n\n[capture]\na 2 0\n");
    EXPECT_EQ(added("a 1 0\n[capture]\na 2 0\n", "a 3 0", capture), "a 1 0\n[capture]\na 3 0\n");
    EXPECT_EQ(added("a 1 0\nerase\n", "a 2 0"), "a 1 0\nerase\na 2 0\n");
    EXPECT_EQ(added("a 1 0\n[capture]\na 2 0\n", "a 3 0"), "a 3 0\n[capture]\na 2 0\n");
}

TEST(RuleTable, removesAProgram)
{
    const std::string text = "# r\na 1 0\nb 0 0\n[capture]\na 2 0\n";
    EXPECT_EQ(removed(text, "a"), "# r\nb 0 0\n[capture]\n");
    EXPECT_EQ(removed(text, "a", capture), "# r\nb 0 0\n[capture]\n\n[playback]\na 1 0\n");
    EXPECT_EQ(removed(text, "b", playback), "# r\na 1 0\n[capture]\na 2 0\nb 0 0\n");
    EXPECT_EQ(removed(text, "a", playback), "# r\nb 0 0\n[capture]\na 2 0\n");
    EXPECT_EQ(removed(text, "c"), text);
    RuleTable table = RuleTable::parse(text);
    EXPECT_FALSE(table.remove("c", {}));
    EXPECT_FALSE(table.remove("A", {}));
    EXPECT_TRUE(table.remove("a", {}));
    EXPECT_FALSE(table.remove("a", {}));
}

TEST(RuleTable, erasesAScope)
{
    const std::string text = "# r\na 1 0\nb 0 0\n[capture]\na 2 0\n";
    EXPECT_EQ(erased(text), "# r\n[capture]\n");
    EXPECT_EQ(erased(text, capture), "# r\n[capture]\n\n[playback]\na 1 0\nb 0 0\n");
    EXPECT_EQ(erased(text, playback), "# r\n[capture]\na 2 0\nb 0 0\n");
}

}  // namespace

}  // namespace dsproxy

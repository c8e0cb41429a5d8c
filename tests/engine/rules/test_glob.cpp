// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/rules/glob.h"

#include <fnmatch.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

namespace dsproxy {

namespace {

TEST(Glob, isThatOfTheShell)
{
    EXPECT_TRUE(matchesPattern("*quake*", "quake3.x86"));
    EXPECT_TRUE(matchesPattern("/usr/games/*", "/usr/games/quake/quake"));
    EXPECT_TRUE(matchesPattern("doom?", "doom2"));
    EXPECT_TRUE(matchesPattern("doom[0-9]", "doom2"));
    EXPECT_FALSE(matchesPattern("doom[!0-9]", "doom2"));
    EXPECT_FALSE(matchesPattern("doom?", "doom"));
    EXPECT_FALSE(matchesPattern("quake", "quake3"));
    EXPECT_TRUE(matchesPattern("**", ""));
    EXPECT_FALSE(matchesPattern("", "x"));
    EXPECT_TRUE(matchesPattern("a[b", "a[b"));
}

/// The C library agrees, wherever it has an opinion.
TEST(Glob, agreesWithTheLibrary)
{
    std::mt19937 random(1);
    const auto text = [&](std::string_view letters, std::size_t most) {
        std::string made(random() % (most + 1), '\0');
        for (char& c : made)
            c = letters[random() % letters.size()];
        return made;
    };
    int matches = 0;
    for (int i = 0; i < 200'000; ++i) {
        const std::string pattern = text("ab*?[]-!", 8);
        const std::string name = text("ab-]", 6);
        const bool expected = ::fnmatch(pattern.c_str(), name.c_str(), FNM_NOESCAPE) == 0;
        ASSERT_EQ(matchesPattern(pattern, name), expected) << pattern << " and " << name;
        matches += expected ? 1 : 0;
    }
    EXPECT_GT(matches, 1000);
}

TEST(Glob, noPatternTakesForEver)
{
    std::string pattern;
    for (int i = 0; i < 200; ++i)
        pattern += "*a";
    EXPECT_FALSE(matchesPattern(pattern + "b", std::string(4000, 'a')));
}

TEST(Glob, patternsAreTold)
{
    EXPECT_TRUE(isPattern("a*"));
    EXPECT_TRUE(isPattern("?"));
    EXPECT_TRUE(isPattern("[a]"));
    EXPECT_FALSE(isPattern("quake3.x86"));
}

}  // namespace

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/tag/options.h"

#include "tests/cli/arguments.h"

#include <gtest/gtest.h>

namespace dsproxy::cli {

namespace {

std::expected<TagOptions, UsageError> parse(std::vector<std::string> words)
{
    Arguments arguments(std::move(words));
    return parseTagOptions(arguments.span());
}

TEST(TagOptions, takesAllThereAre)
{
    const auto options = parse({"a.mp3", "--tag=title=x", "--tag", "year=", "--cover", "c.png",
                                "b.wav", "--remove-cover", "--json"});
    ASSERT_TRUE(options);
    EXPECT_EQ(options->files, (std::vector<std::string>{"a.mp3", "b.wav"}));
    EXPECT_EQ(options->tags, (Tags{{"title", "x"}, {"year", ""}}));
    EXPECT_EQ(options->cover, "c.png");
    EXPECT_TRUE(options->removeCover && options->json);
}

TEST(TagOptions, showsUnlessItEdits)
{
    EXPECT_TRUE(parse({"a"})->shows() && !parse({"a"})->edits());
    for (const char* edit : {"--tag=title=x", "--cover=c", "--remove-cover"}) {
        EXPECT_TRUE(parse({"a", edit})->edits() && !parse({"a", edit})->shows()) << edit;
        EXPECT_TRUE(parse({"a", edit, "--json"})->shows()) << edit;
    }
}

TEST(TagOptions, mistakesAreExplained)
{
    EXPECT_EQ(parse({}).error().text, "no file is named; write dsproxy tag FILE...");
    EXPECT_EQ(parse({"--json"}).error().text, "no file is named; write dsproxy tag FILE...");
    EXPECT_EQ(parse({"a", "--tag", "title"}).error().text,
              "--tag title has no value; write --tag title=VALUE");
    EXPECT_EQ(parse({"a", "--jsno"}).error().text,
              "--jsno is not an option of tag; did you mean --json?");
    EXPECT_TRUE(parse({"--help"})->help);
}

}  // namespace

}  // namespace dsproxy::cli

// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/tag/tags_text.h"

#include <gtest/gtest.h>

namespace dsproxy::cli {

namespace {

const RecordingTags tags{
    {{"comment", {"C\nD"}}, {"artist", {"A", "B"}}, {"title", {"\"Ü\" \033"}}, {"bpm", {"90"}}},
    {{"image/png", "Front Cover", "", std::vector<std::byte>(7)}}};

TEST(TagsText, isForPeople)
{
    EXPECT_EQ(tagsText("x/a.mp3", tags), "x/a.mp3\n"
                                         "  title    \"Ü\" \\x1b\n"
                                         "  artist   A\n"
                                         "  artist   B\n"
                                         "  comment  C\\x0aD\n"
                                         "  bpm      90\n"
                                         "  picture  Front Cover, image/png, 7 bytes\n");
    EXPECT_EQ(tagsText("a", {}), "a\n");
}

TEST(TagsText, orForPrograms)
{
    EXPECT_EQ(tagsJson("a\xff", tags),
              "{\"file\":\"a\xef\xbf\xbd\",\"tags\":{\"title\":[\"\\\"Ü\\\" \\u001b\"],"
              "\"artist\":[\"A\",\"B\"],\"comment\":[\"C\\u000aD\"],\"bpm\":[\"90\"]},"
              "\"pictures\":[{\"type\":\"Front Cover\",\"mime\":\"image/png\",\"description\":\"\","
              "\"bytes\":7}]}\n");
    EXPECT_EQ(tagsJson("a", {}), "{\"file\":\"a\",\"tags\":{},\"pictures\":[]}\n");
}

}  // namespace

}  // namespace dsproxy::cli

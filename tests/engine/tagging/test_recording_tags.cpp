// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/tagging/cover_image.h"
#include "engine/tagging/recording_tags.h"
#include "tests/engine/sinks/tools.h"

#include <sys/stat.h>

namespace dsproxy::test {
namespace {

const Picture front{"image/png", "Front Cover", "", ByteVector(9)};
const Picture back{"image/png", "Back Cover", "", ByteVector(8)};

TEST(RecordingTags, anEditAddsReplacesAndRemoves)
{
    RecordingTags tags{{{"title", {"A", "B"}}, {"artist", {"C"}}, {"composer", {"D"}}}, {}};
    apply({.texts = {{"title", "E"}, {"artist", ""}, {"year", "2026"}, {"genre", ""}}, .cover = {}},
          tags);
    EXPECT_EQ(tags,
              (RecordingTags{{{"title", {"E"}}, {"year", {"2026"}}, {"composer", {"D"}}}, {}}));
}

TEST(RecordingTags, aCoverReplacesTheFrontAndLeavesTheOthers)
{
    RecordingTags tags{
        {}, {back, {"image/gif", "Front Cover", "x", {}}, {"image/gif", "Other", "", {}}}};
    apply({.texts = {}, .cover = front}, tags);
    EXPECT_EQ(tags.pictures, (std::vector{front, back}));
    apply({.texts = {}, .cover = front, .removePictures = true}, tags);
    EXPECT_EQ(tags.pictures, std::vector{front});
    apply({.texts = {}, .cover = {}, .removePictures = true}, tags);
    EXPECT_TRUE(tags.pictures.empty());
}

TEST(RecordingTags, aSinkIsToldWhatItKnows)
{
    const RecordingTags tags{{{"title", {"A", "B"}}, {"composer", {"D"}}}, {front}};
    EXPECT_EQ(sinkTags(tags), (Tags{{"title", "A"}}));
}

TEST(RecordingTags, moreIsNoDifferenceLessIs)
{
    const RecordingTags wanted{{{"title", {"A"}}}, {front}};
    const RecordingTags more{{{"title", {"A"}}, {"encoder", {"x"}}}, {front}};
    EXPECT_TRUE(holds(more, wanted));
    EXPECT_FALSE(holds(wanted, more));
    EXPECT_FALSE(holds({{{"title", {"A", "B"}}}, {front}}, wanted));
    EXPECT_FALSE(holds({{{"title", {"A"}}}, {}}, wanted));
}

TEST(CoverImage, isKnownByItsContent)
{
    const TempDir dir;
    for (const std::string type : {"png", "jpg", "gif"})
        shell("ffmpeg -v error -f lavfi -i color=red:s=8x8 -frames:v 1 " + dir / "a." + type +
              " && mv " + dir / "a." + type + " " + dir / type);
    for (const auto& [name, mime] : {std::pair("png", "image/png"), std::pair("jpg", "image/jpeg"),
                                     std::pair("gif", "image/gif")}) {
        const auto cover = readCover(dir / name);
        ASSERT_TRUE(cover) << name;
        EXPECT_EQ(cover->mimeType, mime);
        EXPECT_EQ(cover->type, "Front Cover");
        EXPECT_EQ(cover->data, readFile(dir / name));
    }
}

TEST(CoverImage, refusesWhatIsNone)
{
    const TempDir dir;
    writeFile(dir / "text", ByteVector(100, std::byte{'x'}));
    writeFile(dir / "empty", {});
    writeFile(dir / "huge", ByteVector(std::size_t{1} << 24));
    ASSERT_EQ(mkfifo((dir / "fifo").c_str(), 0600), 0);
    EXPECT_EQ(readCover(dir / "text").error().code, ErrorCode::Unsupported);
    EXPECT_EQ(readCover(dir / "empty").error().code, ErrorCode::Unsupported);
    EXPECT_EQ(readCover(dir / "huge").error().sys, EFBIG);
    EXPECT_EQ(readCover(dir / "fifo").error().sys, ESPIPE);
    EXPECT_EQ(readCover(dir / "none").error().sys, ENOENT);
}

}  // namespace
}  // namespace dsproxy::test

// SPDX-License-Identifier: GPL-2.0-or-later
/// Every container that TagLib knows, made by ffmpeg and judged by ffprobe.
#include "engine/tagging/sound_file_tags.h"
#include "engine/tagging/tag_file.h"
#include "tests/engine/sinks/tools.h"

#include <filesystem>

namespace dsproxy::test {
namespace {

const std::string title = "Schöne Grüße – 音楽 🎵";

struct Container {
    const char* name;
    const char* codec;
};

const Container containers[] = {
    {"a.mp3", "libmp3lame"}, {"a.wav", "pcm_s16le"}, {"a.aiff", "pcm_s16be"},
    {"a.flac", "flac"},      {"a.ogg", "libvorbis"}, {"a.opus", "libopus"},
};

std::string made(const TempDir& dir, const Container& container, const std::string& options = {})
{
    const std::string path = dir / container.name;
    shell("ffmpeg -v error -y -f lavfi -i sine=frequency=500:duration=1:sample_rate=48000 -c:a " +
          std::string(container.codec) + " " + options + " " + path);
    return path;
}

/// As ffprobe finds it, of the file or of its stream.
std::string probed(const std::string& path, const std::string& key)
{
    std::string text =
        shell("ffprobe -v error -of default=nk=1:nw=1 -show_entries format_tags=" + key +
              ":stream_tags=" + key + " " + path);
    return text.substr(0, text.find('\n'));
}

/// ffmpeg does not know a short MP3 behind a long tag, whoever wrote that.
std::string soundOf(const std::string& path)
{
    return shell(path.ends_with(".mp3") ? "mpg123 -q -s " + path
                                        : "ffmpeg -v fatal -i " + path + " -map 0:a -f s16le -");
}

Picture cover(std::size_t size)
{
    return Picture{"image/png", "Front Cover", "", ByteVector(size, std::byte{7})};
}

TEST(TagFile, writesWhatOthersRead)
{
    const TempDir dir;
    for (const Container& container : containers) {
        SCOPED_TRACE(container.name);
        const std::string path = made(dir, container);
        const std::string samples = soundOf(path);
        const RecordingTags tags{{{"title", {title}},
                                  {"artist", {"A"}},
                                  {"year", {"2026"}},
                                  {"track", {"3"}},
                                  {"comment", {"a=b"}},
                                  {"composer", {"B"}}},
                                 {}};
        ASSERT_TRUE(writeTags(path, tags));
        EXPECT_EQ(probed(path, "title"), title);
        EXPECT_EQ(probed(path, "artist"), "A");
        EXPECT_EQ(probed(path, "date"), "2026");
        EXPECT_EQ(probed(path, "track"), "3");
        EXPECT_EQ(probed(path, "comment"), "a=b");
        EXPECT_EQ(probed(path, "composer"), "B");
        const auto read = readTags(path);
        ASSERT_TRUE(read);
        EXPECT_TRUE(holds(*read, tags));
        EXPECT_EQ(soundOf(path), samples);
    }
}

TEST(TagFile, readsWhatOthersWrite)
{
    const TempDir dir;
    for (const Container& container : containers) {
        SCOPED_TRACE(container.name);
        // ffmpeg writes INFO into WAV, which has no composer.
        const std::string path = made(
            dir, container, "-write_id3v2 1 -metadata 'title=" + title + "' -metadata track=3/9");
        const auto tags = readTags(path);
        ASSERT_TRUE(tags);
        EXPECT_EQ(tags->texts.at("title"), std::vector{title});
        EXPECT_EQ(tags->texts.at("track"), std::vector<std::string>{"3/9"});
    }
}

TEST(TagFile, tagsGrowAndShrinkAroundTheSound)
{
    const TempDir dir;
    for (const Container& container : containers) {
        SCOPED_TRACE(container.name);
        const std::string path = made(dir, container);
        const std::string samples = soundOf(path);
        for (const std::size_t size : {1'000u, 100'000u, 10u, 2'000'000u}) {
            const RecordingTags tags{{{"title", {title}}}, {cover(size)}};
            ASSERT_TRUE(writeTags(path, tags));
            const auto read = readTags(path);
            ASSERT_TRUE(read);
            EXPECT_EQ(read->pictures, tags.pictures) << size;
            EXPECT_EQ(soundOf(path), samples) << size;
        }
        ASSERT_TRUE(writeTags(path, {}));
        EXPECT_EQ(readTags(path), RecordingTags());
        EXPECT_EQ(soundOf(path), samples);
    }
}

TEST(TagFile, severalValuesStaySeveral)
{
    const TempDir dir;
    for (const Container& container : containers) {
        SCOPED_TRACE(container.name);
        const std::string path = made(dir, container);
        const RecordingTags tags{{{"artist", {"A/B", "C"}}}, {}};
        ASSERT_TRUE(writeTags(path, tags));
        EXPECT_TRUE(holds(*readTags(path), tags));
    }
}

TEST(TagFile, textThatIsNotOursIsKept)
{
    const TempDir dir;
    const std::string path = made(dir, {"a.mp3", "libmp3lame"});
    shell("python3 -c 'import mutagen.id3 as i, sys; t = i.ID3(sys.argv[1]); "
          "t.add(i.PRIV(owner=\"me\", data=b\"secret\")); t.save()' " +
          path);
    ASSERT_TRUE(writeTags(path, {{{"title", {"x"}}}, {}}));
    EXPECT_EQ(shell("python3 -c 'import mutagen.id3 as i, sys; t = i.ID3(sys.argv[1]); "
                    "print(t.getall(\"PRIV\")[0].data.decode(), t[\"TIT2\"])' " +
                    path),
              "secret x\n");
}

TEST(TagFile, oldTagsOfAnMp3AreKeptTrue)
{
    const TempDir dir;
    const std::string path =
        made(dir, {"a.mp3", "libmp3lame"}, "-write_id3v1 1 -metadata title=old");
    ASSERT_TRUE(writeTags(path, {{{"title", {"new"}}}, {}}));
    const ByteVector bytes = readFile(path);
    const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    EXPECT_TRUE(text.substr(text.size() - 128).starts_with("TAGnew"));
    EXPECT_EQ(text.find("old"), text.npos);
}

TEST(TagFile, contentSaysWhatItIs)
{
    const TempDir dir;
    const std::string path = made(dir, {"a.flac", "flac"}, "-metadata title=x");
    std::filesystem::rename(path, dir / "a.mp3");
    EXPECT_EQ(readTags(dir / "a.mp3")->texts.at("title"), std::vector<std::string>{"x"});
}

TEST(TagFile, whatIsNoneIsLeftAlone)
{
    const TempDir dir;
    shell("ffmpeg -v error -f lavfi -i anoisesrc=d=1:seed=1 -rf64 always " + dir / "rf64.wav");
    shell("ffmpeg -v error -f lavfi -i anoisesrc=d=1:seed=1 -f s16le " + dir / "noise.mp3");
    writeFile(dir / "empty.mp3", {});
    writeFile(dir / "text.flac", ByteVector(1000, std::byte{'x'}));
    for (const std::string name : {"rf64.wav", "noise.mp3", "empty.mp3", "text.flac"}) {
        SCOPED_TRACE(name);
        const ByteVector before = readFile(dir / name);
        EXPECT_EQ(readTags(dir / name).error().code, ErrorCode::Unsupported);
        EXPECT_EQ(writeTags(dir / name, {{{"title", {"x"}}}, {}}).error().code,
                  ErrorCode::Unsupported);
        EXPECT_EQ(readFile(dir / name), before);
    }
    EXPECT_EQ(readTags(dir / "none").error().sys, ENOENT);
}

TEST(TagFile, aFullDiskIsAnError)
{
    const TempDir dir;
    const std::string path = made(dir, {"a.wav", "pcm_s16le"});
    inChildWithDisk(dir / "disk", 200'000, [&] {
        std::filesystem::copy_file(path, dir / "disk/a.wav");
        const auto written = writeTags(dir / "disk/a.wav", {{}, {cover(1'000'000)}});
        ASSERT_FALSE(written);
        EXPECT_EQ(written.error().code, ErrorCode::NoSpace);
    });
}

TEST(SoundFileTags, containersThatTagLibDoesNotKnow)
{
    const TempDir dir;
    for (const std::string name : {"a.caf", "a.au", "a.w64"})
        shell("sox -n -r 44100 -b 16 " + dir / name + " synth 0.1 sine 500");
    EXPECT_EQ(readAnyTags(dir / "a.caf"), RecordingTags());
    EXPECT_EQ(readAnyTags(dir / "a.w64"), RecordingTags());
    shell("ffmpeg -v error -f lavfi -i sine=d=1 -rf64 always -metadata title=x " +
          dir / "rf64.wav");
    EXPECT_EQ(readAnyTags(dir / "rf64.wav")->texts.at("title"), std::vector<std::string>{"x"});
    writeFile(dir / "text", ByteVector(100, std::byte{'x'}));
    EXPECT_EQ(readAnyTags(dir / "text").error().code, ErrorCode::Unsupported);
}

}  // namespace
}  // namespace dsproxy::test

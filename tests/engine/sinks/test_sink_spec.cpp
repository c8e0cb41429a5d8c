// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/registry.h"
#include "tests/engine/sinks/tools.h"

#include <filesystem>

namespace dsproxy::test {
namespace {

struct Row {
    const char* text;
    const char* kind;  ///< null: BadSpec
    const char* path = "";
    SinkOptions options = {};
};

void expectParsed(const Row& row, const Result<SinkSpec>& spec)
{
    SCOPED_TRACE(row.text);
    if (!row.kind) {
        ASSERT_FALSE(spec);
        EXPECT_EQ(spec.error().code, ErrorCode::BadSpec);
        EXPECT_FALSE(spec.error().subject.empty() && *row.text);
        return;
    }
    ASSERT_TRUE(spec);
    EXPECT_EQ(spec->kind->name, row.kind);
    EXPECT_EQ(spec->path, row.path);
    EXPECT_EQ(spec->options, row.options);
}

TEST(SinkSpec, recordGoesByExtension)
{
    const Row rows[] = {
        {"a.wav", "wav", "a.wav"},
        {"/x/y.z/A.WAV", "wav", "/x/y.z/A.WAV"},
        {"a.raw", "raw", "a.raw"},
        {"a.pcm", "raw", "a.pcm"},
        {"madonna.mp3", "mp3", "madonna.mp3"},
        {"a,bitrate=1.mp3", "mp3", "a,bitrate=1.mp3"},
        {"wav:b.wav", "wav", "wav:b.wav"},
        {"-", "stdout"},
        {"a.ogg", "vorbis", "a.ogg"},
        {"a.oga", "vorbis", "a.oga"},
        {"a.opus", "opus", "a.opus"},
        {"a.FLAC", "flac", "a.FLAC"},
        {"a.aiff", "aiff", "a.aiff"},
        {"a.aif", "aiff", "a.aif"},
        {"a.caf", "caf", "a.caf"},
        {"a.m4a", nullptr},
        {"a", nullptr},
        {"", nullptr},
        {"a.", nullptr},
        {".wav", nullptr},
        {"x.wav/", nullptr},
    };
    for (const Row& row : rows)
        expectParsed(row, parseRecording(row.text));
}

TEST(SinkSpec, toNamesItsKind)
{
    const Row rows[] = {
        {"null", "null"},
        {"stdout", "stdout"},
        {"file:a.mp3", "mp3", "a.mp3"},
        {"file:-", "stdout"},
        {"wav:a", "wav", "a"},
        {"wav:a,b=c", "wav", "a,b=c"},
        {"wav:C:a", "wav", "C:a"},
        {"raw:a.wav", "raw", "a.wav"},
        {"mp3:a", "mp3", "a"},
        {"mp3:a,b.mp3", "mp3", "a,b.mp3"},
        {"mp3:a.mp3,bitrate=192", "mp3", "a.mp3", {{"bitrate", "192"}}},
        {"mp3:a,b,vbr=2,quality=5", "mp3", "a,b", {{"vbr", "2"}, {"quality", "5"}}},
        {"oss:/dev/dsp1", "oss", "/dev/dsp1"},
        {"mp3:a.mp3,bitrat=192", nullptr},
        {"mp3:a.mp3,bitrate=192,vbr=2", nullptr},
        {"mp3:a.mp3,vbr=1,vbr=2", nullptr},
        {"mp3:,vbr=2", nullptr},
        {"wav:", nullptr},
        {"wav", nullptr},
        {"null:x", nullptr},
        {"file:", nullptr},
        {"file:a.doc", nullptr},
        {"flac:a", "flac", "a"},
        {"flac:a,level=8", "flac", "a", {{"level", "8"}}},
        {"flac:a,level=9", nullptr},
        {"flac:a,level=", nullptr},
        {"flac:a,quality=5", nullptr},
        {"vorbis:a,quality=-1", "vorbis", "a", {{"quality", "-1"}}},
        {"vorbis:a,quality=11", nullptr},
        {"opus:a,bitrate=96", "opus", "a", {{"bitrate", "96"}}},
        {"opus:a,bitrate=5", nullptr},
        {"opus:a,bitrate=96k", nullptr},
        {"aiff:a,level=1", "aiff", "a,level=1"},
        {"ogg:a", nullptr},
        {"", nullptr},
        {":", nullptr},
    };
    for (const Row& row : rows)
        expectParsed(row, parseSink(row.text));
}

TEST(SinkSpec, everyKindIsWhole)
{
    for (const SinkKind* kind : sinkKinds()) {
        ASSERT_NE(kind->open, nullptr) << kind->name;
        for (const auto extension : kind->extensions)
            EXPECT_TRUE(extension.empty() || extension.starts_with('.')) << extension;
    }
}

TEST(SinkSpec, opensWhatItSays)
{
    const TempDir dir;
    const Format cd(AFMT_S16_LE, Channels{2}, Rate{44100});
    for (const std::string name : {"wav", "raw", "mp3", "aiff", "caf", "flac", "vorbis", "opus"}) {
        const auto spec = parseSink(name + ":" + dir / name);
        ASSERT_TRUE(spec);
        const auto sink = openSink(*spec, cd, {});
        ASSERT_TRUE(sink);
        EXPECT_TRUE((*sink)->write(view(cd, noise(cd, Frames(100)))));
        EXPECT_TRUE((*sink)->finish());
        EXPECT_GT(std::filesystem::file_size(dir / name), 0u);
    }
    EXPECT_TRUE((*openSink(*parseSink("null"), cd, {}))->write(view(cd, noise(cd, Frames(1)))));
}

TEST(SinkSpec, placeIsCheckedBeforeAnythingIsPlayed)
{
    const TempDir dir;
    EXPECT_TRUE(checkPlace(*parseSink("wav:" + dir / "a.wav")));
    EXPECT_FALSE(std::filesystem::exists(dir / "a.wav"));
    EXPECT_TRUE(checkPlace(*parseSink("null")));
    const auto missing = checkPlace(*parseSink("wav:" + dir / "x/a.wav"));
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::OpenFailed);
    EXPECT_EQ(missing.error().sys, ENOENT);
    std::filesystem::create_directory(dir / "f.wav");
    EXPECT_EQ(checkPlace(*parseSink("wav:" + dir / "f.wav")).error().sys, EISDIR);
    EXPECT_EQ(checkPlace(*parseSink("oss:" + dir / "dsp")).error().sys, ENOENT);
}

}  // namespace
TEST(SinkSpec, AKindOfFilesHasOptionsAndNoPath)
{
    const auto spec = parseFileKind("mp3,vbr=2");
    ASSERT_TRUE(spec);
    EXPECT_EQ(spec->kind->name, "mp3");
    EXPECT_EQ(spec->options.at("vbr"), "2");
    EXPECT_TRUE(spec->path.empty());
    EXPECT_TRUE(parseFileKind("wav"));
    for (const char* wrong : {"", "null", "stdout", "oss", "mp3,vbr=99", "wav:x", "mp4"})
        EXPECT_FALSE(parseFileKind(wrong)) << wrong;
}

}  // namespace dsproxy::test

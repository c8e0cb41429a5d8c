// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/export/options.h"

#include "cli/export/jobs.h"
#include "engine/sinks/registry.h"
#include "tests/cli/arguments.h"

#include <gtest/gtest.h>

namespace dsproxy::cli {

namespace {

using Words = std::vector<std::string>;

std::expected<ExportOptions, UsageError> parse(Words words)
{
    Arguments arguments(std::move(words));
    return parseExportOptions(arguments.span());
}

ExportOptions good(Words words)
{
    auto options = parse(std::move(words));
    EXPECT_TRUE(options.has_value()) << options.error().text;
    return options.value_or(ExportOptions{});
}

std::string complaint(Words words)
{
    const auto options = parse(std::move(words));
    if (!options)
        return options.error().text;
    const auto jobs = exportJobs(*options);
    return jobs ? "(none)" : jobs.error().text;
}

TEST(ExportOptions, takesAllThereAre)
{
    const ExportOptions options =
        good({"a.wav", "--format", "mp3,vbr=0", "b.flac", "--quality=5", "--tag", "title=A=B",
              "--tag=album=", "-o", "/tmp", "-j4", "-f", "-q", "--", "-c.wav"});
    EXPECT_EQ(options.inputs, Words({"a.wav", "b.flac", "-c.wav"}));
    EXPECT_EQ(options.kind->name, "mp3");
    EXPECT_EQ(options.settings, (SinkOptions{{"quality", "5"}, {"vbr", "0"}}));
    EXPECT_EQ(options.tags, (Tags{{"album", ""}, {"title", "A=B"}}));
    EXPECT_EQ(options.output, "/tmp");
    EXPECT_EQ(options.jobs, 4u);
    EXPECT_TRUE(options.force && options.quiet);
    const auto jobs = exportJobs(options);
    ASSERT_TRUE(jobs);
    EXPECT_EQ((*jobs)[1].input, "b.flac");
    EXPECT_EQ((*jobs)[1].target.path, "/tmp/b.mp3");
    EXPECT_EQ((*jobs)[1].existing, Existing::Replace);
    EXPECT_EQ((*jobs)[1].tags.texts, options.tags);
}

TEST(ExportOptions, everyKindOfFileIsAFormat)
{
    for (const SinkKind* kind : sinkKinds()) {
        const std::string name(kind->name);
        if (kind->place == SinkPlace::Files)
            EXPECT_EQ(good({"a", "--format", name}).kind, kind);
        else
            EXPECT_TRUE(complaint({"a", "--format", name})
                            .starts_with("--format " + name + " is unknown; choose one of raw, "));
    }
}

TEST(ExportOptions, theNameOfTheOutputCanSayTheKind)
{
    EXPECT_EQ(good({"a.wav", "-o", "b.mp3"}).kind->name, "mp3");
    EXPECT_EQ(good({"a.wav", "-o", "b.mp3", "--format", "wav"}).kind->name, "wav");
    EXPECT_EQ(good({"a.wav", "--format", "mp3"}).output, "");
    EXPECT_EQ(good({"a.wav", "--format", "mp3"}).jobs, 0u);
}

TEST(ExportOptions, outputsAreBesideTheInputsOrWhereTheyAreAskedFor)
{
    EXPECT_EQ((*exportJobs(good({"x/a.wav", "--format=mp3"})))[0].target.path, "x/a.mp3");
    EXPECT_EQ((*exportJobs(good({"x/a.wav", "--format=mp3", "-o", "b"})))[0].target.path, "b");
    EXPECT_EQ((*exportJobs(good({"x/a.wav", "--format=mp3", "-o/tmp/"})))[0].target.path,
              "/tmp/a.mp3");
    EXPECT_EQ((*exportJobs(good({"x/a.wav", "--format=mp3"})))[0].existing, Existing::Keep);
}

struct Mistake {
    Words words;
    std::string text;
};

const Mistake mistakes[] = {
    {{}, "no file is named; write dsproxy export FILE... --format KIND"},
    {{"--format", "mp3"}, "no file is named; write dsproxy export FILE... --format KIND"},
    {{"a", "--fromat", "x"}, "--fromat is not an option of export; did you mean --format?"},
    {{"a", "-x4"}, "-x4 is not an option of export; see dsproxy help export"},
    {{"a", "-fq"}, "-fq is not an option of export; see dsproxy help export"},
    {{"a", "-o"}, "-o needs a value; write -o PLACE"},
    {{"a", "-o", "-"}, "-o - : a file is made in one piece, not on standard output; name a file"},
    {{"a", "--format=mp3", "-j", "0"}, "--jobs 0: write a number from 1 to 256"},
    {{"a", "--format=mp3", "-j4x"}, "--jobs 4x: write a number from 1 to 256"},
    {{"a", "--format=mp3", "--tag", "x=y"},
     "--tag x is unknown; choose title, artist, album, year, track, genre or comment"},
    {{"a", "--format", "mp3,vbr"}, "--format mp3,vbr: write a setting as NAME=VALUE"},
    {{"a", "--format", "mp3,"}, "--format mp3,: write a setting as NAME=VALUE"},
    {{"a", "--format", "mp3,foo=1"},
     "--format mp3: foo=1 is not understood; see SINKS in dsproxy(1)"},
    {{"a", "--format", "wav", "--quality", "3"}, "--format wav has no settings, so no quality"},
    {{"a", "b", "--format=mp3", "-o", "c.mp3"}, "-o c.mp3 is not a folder; several files need one"},
    {{"a", "--format=mp3", "-o", "none/"}, "-o none/ is not there; make it first"},
    {{"a.wav", "b.wav", "a.flac", "--format=mp3"},
     "a.wav and a.flac would both become a.mp3; export them into different folders"},
    {{"x/a.wav", "y/a.wav", "--format=mp3", "-o", "/tmp"},
     "x/a.wav and y/a.wav would both become /tmp/a.mp3; export them into different folders"},
    {{"a.wav", "./a.wav", "--format=mp3"},
     "a.wav and ./a.wav would both become ./a.mp3; export them into different folders"},
};

TEST(ExportOptions, mistakesAreExplained)
{
    for (const Mistake& mistake : mistakes)
        EXPECT_EQ(complaint(mistake.words), mistake.text);
    EXPECT_TRUE(
        complaint({"a"}).starts_with("no kind of file is named; write --format with one of raw, "));
}

TEST(ExportOptions, helpNeedsNothing)
{
    EXPECT_TRUE(good({"--help"}).help);
}

}  // namespace

}  // namespace dsproxy::cli

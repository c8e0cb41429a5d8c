// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/run/options.h"

#include "engine/sinks/sink_kind.h"
#include "tests/cli/arguments.h"

#include <gtest/gtest.h>

namespace dsproxy::cli {

namespace {

using Words = std::vector<std::string>;

std::expected<RunOptions, UsageError> parse(Words words)
{
    Arguments arguments(std::move(words));
    return parseRunOptions(arguments.span());
}

RunOptions good(Words words)
{
    auto options = parse(std::move(words));
    EXPECT_TRUE(options.has_value()) << options.error().text;
    return options.value_or(RunOptions{});
}

std::string complaint(Words words)
{
    const auto options = parse(std::move(words));
    return options ? "(none)" : options.error().text;
}

TEST(RunOptions, defaults)
{
    const RunOptions options = good({"mtv"});
    EXPECT_TRUE(options.sinks.empty());
    EXPECT_FALSE(options.input || options.rules || options.log || options.quiet ||
                 options.thorough || options.help);
    EXPECT_EQ(options.format, LogFormat::English);
    EXPECT_FALSE(options.pace || options.capture);
    EXPECT_EQ(options.on_format_change, FormatChange::Split);
    EXPECT_TRUE(options.tags.empty());
    EXPECT_EQ(options.program, Words({"mtv"}));
    EXPECT_TRUE(options.logs() && options.logsToTerminal());
}

TEST(RunOptions, ossVersionIsFourUnlessThreeIsAskedFor)
{
    EXPECT_EQ(good({"--", "game"}).oss_version, 0x040100u);
    EXPECT_EQ(good({"--oss-version", "4", "game"}).oss_version, 0x040100u);
    EXPECT_EQ(good({"--oss-version=3", "game"}).oss_version, 0x030802u);
}

TEST(RunOptions, takesAllThereAre)
{
    const Words words = {"--record",
                         "a.wav",
                         "--to=null",
                         "--record=b.mp3",
                         "--capture=c.dsp",
                         "--input",
                         "in.wav",
                         "--rules=r",
                         "--log=l",
                         "--format",
                         "json",
                         "--pace=free",
                         "--tag",
                         "title=A=B",
                         "--tag=year=2005",
                         "-q",
                         "--on-format-change=convert",
                         "--thorough",
                         "--",
                         "mtv",
                         "-x",
                         "--record",
                         "c"};
    const RunOptions options = good(words);
    ASSERT_EQ(options.sinks.size(), 3u);
    EXPECT_EQ(options.sinks[0].path, "a.wav");
    EXPECT_EQ(options.sinks[1].kind->name, "null");
    EXPECT_EQ(options.sinks[2].kind->name, "mp3");
    EXPECT_EQ(options.input, "in.wav");
    EXPECT_EQ(options.capture, "c.dsp");
    EXPECT_EQ(options.rules, "r");
    EXPECT_EQ(options.log, "l");
    EXPECT_EQ(options.format, LogFormat::Json);
    EXPECT_EQ(options.pace, Pace::Free);
    EXPECT_EQ(options.on_format_change, FormatChange::Convert);
    EXPECT_EQ(options.tags, (Tags{{"title", "A=B"}, {"year", "2005"}}));
    EXPECT_TRUE(options.quiet && options.thorough);
    EXPECT_EQ(options.program, Words({"mtv", "-x", "--record", "c"}));
}

TEST(RunOptions, programEndsTheOptions)
{
    EXPECT_EQ(good({"mtv", "--quiet", "--"}).program, Words({"mtv", "--quiet", "--"}));
    EXPECT_EQ(good({"--", "-mtv"}).program, Words({"-mtv"}));
    EXPECT_EQ(good({"--", "--", "x"}).program, Words({"--", "x"}));
    EXPECT_FALSE(good({"mtv", "--quiet"}).quiet);
}

TEST(RunOptions, nowhereHasRoomForAll)
{
    EXPECT_EQ(good({"--to=null", "--to=null", "mtv"}).sinks.size(), 2u);
}

TEST(RunOptions, theLastOfEachCounts)
{
    const RunOptions options = good({"--log=a", "--log=b", "--format=json", "--format=strace",
                                     "--tag=title=a", "--tag=title=b", "mtv"});
    EXPECT_EQ(options.log, "b");
    EXPECT_EQ(options.format, LogFormat::Strace);
    EXPECT_EQ(options.tags.at("title"), "b");
}

TEST(RunOptions, whereTheLogGoes)
{
    EXPECT_TRUE(good({"--log=-", "--quiet", "mtv"}).logsToTerminal());
    EXPECT_FALSE(good({"--log=x", "mtv"}).logsToTerminal());
    EXPECT_TRUE(good({"--log=x", "--quiet", "mtv"}).logs());
    EXPECT_FALSE(good({"--quiet", "mtv"}).logs());
}

TEST(RunOptions, helpNeedsNoProgram)
{
    EXPECT_TRUE(good({"--help"}).help);
    EXPECT_TRUE(good({"-h"}).help);
    EXPECT_FALSE(good({"mtv", "--help"}).help);
}

TEST(RunOptions, everyTagKeyIsKnown)
{
    for (const std::string key : {"title", "artist", "album", "year", "track", "genre", "comment"})
        EXPECT_EQ(good({"--tag", key + "=x", "mtv"}).tags, (Tags{{key, "x"}}));
    EXPECT_EQ(good({"--tag", "title=", "mtv"}).tags, (Tags{{"title", ""}}));
}

struct Mistake {
    Words words;
    std::string text;
};

const Mistake mistakes[] = {
    {{}, "no program is named; write dsproxy run [OPTIONS] -- PROGRAM [ARGS]"},
    {{"--"}, "no program is named; write dsproxy run [OPTIONS] -- PROGRAM [ARGS]"},
    {{"--quiet"}, "no program is named; write dsproxy run [OPTIONS] -- PROGRAM [ARGS]"},
    {{""}, "no program is named; write dsproxy run [OPTIONS] -- PROGRAM [ARGS]"},
    {{"--recrod", "x"}, "--recrod is not an option of run; did you mean --record?"},
    {{"--frobnicate"}, "--frobnicate is not an option of run; see dsproxy help run"},
    {{"-x"}, "-x is not an option of run; see dsproxy help run"},
    {{"--=x"}, "-- is not an option of run; see dsproxy help run"},
    {{"-\033"}, "-\\x1b is not an option of run; see dsproxy help run"},
    {{"--record"}, "--record needs a value; write --record FILE"},
    {{"--record="}, "--record needs a value; write --record FILE"},
    {{"--log", "--", "mtv"}, "--log needs a value; write --log FILE"},
    {{"--quiet=yes", "mtv"}, "--quiet takes no value; write --quiet"},
    {{"--format", "xml"}, "--format xml is unknown; choose english, strace or json"},
    {{"--on-format-change", "x"}, "--on-format-change x is unknown; choose split or convert"},
    {{"--pace", "fast"}, "--pace fast is unknown; choose realtime or free"},
    {{"--oss-version", "5"}, "--oss-version 5 is unknown; choose 3 or 4"},
    {{"--tag", "title"}, "--tag title has no value; write --tag title=VALUE"},
    {{"--tag", "Title=x"},
     "--tag Title is unknown; choose title, artist, album, year, track, genre or comment"},
    {{"--tag", "title=\xff"}, "the value of --tag title is not UTF-8; convert it with iconv(1)"},
    {{"--to", "mp3:x.mp3,foo=1", "mtv"},
     "--to mp3:x.mp3,foo=1: foo=1 is not understood; see SINKS in dsproxy(1)"},
    {{"--record", "a.wav", "--to", "raw:a.wav", "mtv"},
     "raw:a.wav is named twice; name each recording and sink once"},
    {{"--record", "-", "--to", "stdout", "mtv"},
     "stdout is named twice; name each recording and sink once"},
};

TEST(RunOptions, mistakesAreExplained)
{
    for (const Mistake& mistake : mistakes)
        EXPECT_EQ(complaint(mistake.words), mistake.text);
}

TEST(RunOptions, unknownSinksAreAnsweredWithAllThereAre)
{
    const std::string ending = complaint({"--record", "a.xyz", "mtv"});
    EXPECT_TRUE(ending.starts_with("--record a.xyz: the ending of the name must be one of "));
    EXPECT_NE(ending.find(".wav"), std::string::npos) << ending;
    const std::string sink = complaint({"--to", "speaker", "mtv"});
    EXPECT_TRUE(sink.starts_with("--to speaker is unknown; choose one of ")) << sink;
    EXPECT_NE(sink.find("null, "), std::string::npos) << sink;
    EXPECT_NE(sink.find("wav:FILE"), std::string::npos) << sink;
}

}  // namespace

}  // namespace dsproxy::cli

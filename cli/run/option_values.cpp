// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/run/option_values.h"

#include "cli/log/utf8.h"
#include "cli/run/sink_names.h"
#include "engine/sinks/sink_kind.h"

#include <algorithm>
#include <array>

namespace dsproxy::cli {

namespace {

constexpr std::array<std::string_view, 7> tagKeys = {"title", "artist", "album",  "year",
                                                     "track", "genre",  "comment"};

/// Both would write to one file or device, and neither would be right.
bool collide(const SinkSpec& a, const SinkSpec& b)
{
    return a.kind->place == b.kind->place && a.path == b.path &&
           a.kind->place != SinkPlace::Nowhere;
}

Checked add(OutputOptions& options, const SinkSpec& spec, std::string_view typed)
{
    for (const SinkSpec& other : options.sinks)
        if (collide(spec, other))
            return wrong("{} is named twice; name each recording and sink once", printable(typed));
    options.sinks.push_back(spec);
    return {};
}

}  // namespace

Checked addRecording(OutputOptions& options, std::string_view file)
{
    if (const auto spec = parseRecording(file))
        return add(options, *spec, file);
    return wrong("--record {}: the ending of the name must be one of {}", printable(file),
                 knownEndings());
}

Checked addSink(OutputOptions& options, std::string_view text)
{
    const auto spec = parseSink(text);
    if (spec)
        return add(options, *spec, text);
    const std::string& piece = spec.error().subject;
    if (piece == text)
        return wrong("--to {} is unknown; choose one of {}", printable(text), knownSinks());
    return wrong("--to {}: {} is not understood; see SINKS in dsproxy(1)", printable(text),
                 printable(piece));
}

Checked setInput(RunOptions& options, std::string_view file)
{
    options.input = file;
    return {};
}

Checked setRules(RunOptions& options, std::string_view file)
{
    options.rules = file;
    return {};
}

Checked setCapture(RunOptions& options, std::string_view file)
{
    options.capture = file;
    return {};
}

Checked setLog(OutputOptions& options, std::string_view file)
{
    options.log = file;
    return {};
}

Checked setFormat(OutputOptions& options, std::string_view value)
{
    if (value == "english")
        options.format = LogFormat::English;
    else if (value == "strace")
        options.format = LogFormat::Strace;
    else if (value == "json")
        options.format = LogFormat::Json;
    else
        return wrong("--format {} is unknown; choose english, strace or json", printable(value));
    return {};
}

Checked setPace(OutputOptions& options, std::string_view value)
{
    if (value == "realtime")
        options.pace = Pace::RealTime;
    else if (value == "free")
        options.pace = Pace::Free;
    else
        return wrong("--pace {} is unknown; choose realtime or free", printable(value));
    return {};
}

Checked addTag(OutputOptions& options, std::string_view tag)
{
    const std::size_t equals = tag.find('=');
    if (equals == std::string_view::npos)
        return wrong("--tag {0} has no value; write --tag {0}=VALUE", printable(tag));
    const std::string_view key = tag.substr(0, equals);
    const std::string_view value = tag.substr(equals + 1);
    if (std::ranges::find(tagKeys, key) == tagKeys.end())
        return wrong("--tag {} is unknown; choose title, artist, album, year, track, genre or "
                     "comment",
                     printable(key));
    if (!isUtf8(value))
        return wrong("the value of --tag {} is not UTF-8; convert it with iconv(1)", key);
    options.tags.insert_or_assign(std::string(key), std::string(value));
    return {};
}

Checked setThorough(RunOptions& options, std::string_view)
{
    options.thorough = true;
    return {};
}

Checked setQuiet(OutputOptions& options, std::string_view)
{
    options.quiet = true;
    return {};
}

Checked setHelp(OutputOptions& options, std::string_view)
{
    options.help = true;
    return {};
}

std::vector<Option> outputOptions(OutputOptions& options)
{
    return {
        option("record", 0, "FILE", options, addRecording),
        option("to", 0, "SINK", options, addSink),
        option("log", 0, "FILE", options, setLog),
        option("format", 0, "english|strace|json", options, setFormat),
        option("pace", 0, "realtime|free", options, setPace),
        option("tag", 0, "KEY=VALUE", options, addTag),
        option("quiet", 'q', "", options, setQuiet),
        option("help", 'h', "", options, setHelp),
    };
}

}  // namespace dsproxy::cli

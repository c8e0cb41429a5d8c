// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/run/option_values.h"

#include "cli/log/utf8.h"
#include "cli/run/sink_names.h"
#include "cli/tag_option.h"
#include "engine/live/device_registry.h"
#include "engine/service/sink_table.h"
#include "engine/sinks/sink_kind.h"

#include <algorithm>
#include <array>

namespace dsproxy::cli {

namespace {

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
    if (text == defaultSink || findDevice(std::string(text))) {
        options.live.emplace_back(text);
        return {};
    }
    const std::string& piece = spec.error().subject;
    if (piece == text)
        return wrong("--to {} is unknown; choose one of {}", printable(text), knownSinks());
    return wrong("--to {}: {} is not understood; see SINKS in dsproxy(1)", printable(text),
                 printable(piece));
}

Checked setOnFormatChange(OutputOptions& options, std::string_view value)
{
    if (value == "split")
        options.on_format_change = FormatChange::Split;
    else if (value == "convert")
        options.on_format_change = FormatChange::Convert;
    else
        return wrong("--on-format-change {} is unknown; choose split or convert", printable(value));
    return {};
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

Checked setOssVersion(RunOptions& options, std::string_view value)
{
    if (value == "3")
        options.oss_version = OSS_VERSION_3;
    else if (value == "4")
        options.oss_version = OSS_VERSION_4;
    else
        return wrong("--oss-version {} is unknown; choose 3 or 4", printable(value));
    return {};
}

Checked addTag(OutputOptions& options, std::string_view tag)
{
    return putTag(options.tags, tag);
}

std::vector<Option> outputOptions(OutputOptions& options)
{
    return {
        option("record", 0, "FILE", options, addRecording),
        option("to", 0, "SINK", options, addSink),
        option("on-format-change", 0, "split|convert", options, setOnFormatChange),
        option("log", 0, "FILE", options, setLog),
        option("format", 0, "english|strace|json", options, setFormat),
        option("pace", 0, "realtime|free", options, setPace),
        option("tag", 0, "KEY=VALUE", options, addTag),
        flag("quiet", 'q', options.quiet),
        flag("help", 'h', options.help),
    };
}

}  // namespace dsproxy::cli

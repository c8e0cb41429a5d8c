// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/log/utf8.h"
#include "cli/service/ask.h"
#include "cli/service/record.h"
#include "cli/tag_option.h"
#include "engine/sinks/registry.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

namespace dsproxy::cli {

namespace {

constexpr std::string_view commands[] = {"pause", "resume", "split", "stop"};

/// "90", "1.5h", "10min", "30s": seconds.
std::optional<double> seconds(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    const double factor = unit == "" || unit == "s" ? 1
                          : unit == "min"           ? 60
                          : unit == "h"             ? 3600
                                                    : 0;
    constexpr double most = 1e9;  // thirty years
    if (error != std::errc() || factor == 0 || !(value > 0) || !(value * factor <= most))
        return std::nullopt;
    return value * factor;
}

/// "650M", "4.7G": bytes, in powers of 1024.
std::optional<std::uint64_t> bytes(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    const double factor = unit == ""    ? 1
                          : unit == "K" ? 0x1p10
                          : unit == "M" ? 0x1p20
                          : unit == "G" ? 0x1p30
                                        : 0;
    if (error != std::errc() || factor == 0 || !(value > 0) || value * factor > 0x1p62)
        return std::nullopt;
    return static_cast<std::uint64_t>(value * factor);
}

/// A row whose value is a time and goes into the order under NAME.
Option timeRow(std::string_view option, std::string name, RecordOptions& options)
{
    return {option, 0, "TIME", [option, name, &options](std::string_view text) -> Checked {
                const auto value = seconds(text);
                if (!value)
                    return wrong("--{} {}: write a time as 90, 30s, 10min or 1.5h", option,
                                 printable(text));
                options.order.set(name, *value);
                return {};
            }};
}

Option sizeRow(std::string_view option, std::string name, RecordOptions& options)
{
    return {option, 0, "SIZE", [option, name, &options](std::string_view text) -> Checked {
                const auto value = bytes(text);
                if (!value)
                    return wrong("--{} {}: write a size as 1000000, 700K, 650M or 4.7G", option,
                                 printable(text));
                options.order.set(name, *value);
                return {};
            }};
}

Checked setFormat(RecordOptions& options, std::string_view text)
{
    if (!parseFileKind(text))
        return wrong("--format {} is unknown; dsproxy help export lists the formats",
                     printable(text));
    options.order.set("kind", std::string(text));
    return {};
}

Checked setName(RecordOptions& options, std::string_view text)
{
    options.order.set("name", std::string(text));
    return {};
}

Checked setFolder(RecordOptions& options, std::string_view text)
{
    std::error_code error;
    const auto whole = std::filesystem::absolute(std::string(text), error);
    options.order.set("folder", error ? std::string(text) : whole.string());
    return {};
}

Checked setOnFormatChange(RecordOptions& options, std::string_view text)
{
    if (text != "split" && text != "convert")
        return wrong("--on-format-change {} is unknown; write split or convert", printable(text));
    options.order.set("convert", text == "convert");
    return {};
}

Checked addTag(RecordOptions& options, std::string_view text)
{
    Tags tags;
    if (auto put = putTag(tags, text); !put)
        return put;
    for (const auto& [key, value] : tags)
        options.order.set("tag_" + key, value);
    return {};
}

Checked startOnSound(RecordOptions& options, std::string_view)
{
    options.order.set("start_on_sound", true);
    return {};
}

std::vector<Option> rowsOf(RecordOptions& options)
{
    return {option("format", 'f', "KIND", options, setFormat),
            option("name", 0, "TEMPLATE", options, setName),
            option("folder", 0, "FOLDER", options, setFolder),
            option("tag", 0, "KEY=VALUE", options, addTag),
            option("on-format-change", 0, "split|convert", options, setOnFormatChange),
            timeRow("split-every", "split_every", options),
            sizeRow("split-size", "split_size", options),
            timeRow("split-silence", "split_silence", options),
            timeRow("limit-time", "limit_length", options),
            sizeRow("limit-size", "limit_size", options),
            {"on-sound", 0, "", [&options](std::string_view) { return startOnSound(options, {}); }},
            flag("json", 0, options.json),
            flag("help", 'h', options.help)};
}

Checked takeWords(RecordOptions& options, const std::vector<std::string>& words)
{
    options.list = !words.empty() && words.front() == "list" && words.size() == 1;
    if (options.list)
        return {};
    if (words.size() == 1 && words.front() == "last") {
        options.command = words.front();
        return {};
    }
    if (!words.empty() && std::ranges::find(commands, words.front()) != std::end(commands)) {
        if (words.size() != 2)
            return wrong("one recording is wanted; write dsproxy record {} NUMBER", words.front());
        const auto id = idNamed(words[1], "recording");
        if (!id)
            return std::unexpected(id.error());
        options.command = words.front();
        options.recording = *id;
        return {};
    }
    for (const std::string& word : words)
        if (const auto id = idNamed(word, "stream"); !id)
            return std::unexpected(id.error());
    options.order.set("streams", words);
    return {};
}

}  // namespace

std::expected<RecordOptions, UsageError> parseRecordOptions(std::span<char* const> args)
{
    RecordOptions options;
    const auto rows = rowsOf(options);
    const auto words = parseOptions("record", rows, Operands::AmongOptions, args);
    if (!words)
        return std::unexpected(words.error());
    if (options.help)
        return options;
    if (auto taken = takeWords(options, *words); !taken)
        return std::unexpected(taken.error());
    return options;
}

}  // namespace dsproxy::cli

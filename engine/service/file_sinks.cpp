// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/service/file_sinks.h"

#include <algorithm>
#include <filesystem>

namespace dsproxy {

namespace {

/// A file name as a template that gives just this name.
std::string asTemplate(const std::string& name)
{
    std::string text;
    for (const char c : name)
        text += c == '%' ? std::string("%%") : std::string(1, c);
    return text;
}

}  // namespace

std::optional<RecordingSettings> recordingOf(const std::string& sink)
{
    const auto spec = parseSink(sink);
    if (!spec || spec->kind->place != SinkPlace::Files)
        return std::nullopt;
    const std::filesystem::path path(spec->path);
    RecordingSettings settings;
    settings.kind = spec->kind;
    settings.options = spec->options;
    settings.folder = path.parent_path().empty() ? "." : path.parent_path().string();
    settings.name = asTemplate(path.stem().string());
    return settings;
}

std::optional<RecordingSettings> recordingAsRuled(const std::string& rule, const Settings& defaults)
{
    const std::size_t colon = std::min(rule.find(':'), rule.size());
    const auto spec = parseFileKind(rule.substr(0, colon));
    if (!spec)
        return std::nullopt;
    RecordingSettings settings;
    settings.kind = spec->kind;
    settings.options = spec->options;
    settings.folder = defaults.recording_folder;
    settings.name = colon < rule.size() ? rule.substr(colon + 1) : defaults.recording_name;
    return settings;
}

}  // namespace dsproxy

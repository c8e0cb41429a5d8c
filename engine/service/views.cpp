// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/service/views.h"

#include "engine/mixer/channel_names.h"

#include <charconv>
#include <cmath>
#include <limits>

namespace dsproxy {

namespace {

void setFormat(Dictionary& view, const Format& format)
{
    view.set("afmt", format.afmt());
    view.set("channels", format.channels().count);
    view.set("rate", format.rate().hz);
}

void setError(Dictionary& view, const Error& error)
{
    view.set("error_code", static_cast<std::uint32_t>(error.code));
    view.set("error_errno", static_cast<std::uint32_t>(error.sys));
    view.set("error_subject", error.subject);
}

std::vector<std::string> texts(const std::vector<RecordingId>& ids)
{
    std::vector<std::string> all;
    for (const RecordingId id : ids)
        all.push_back(std::to_string(id));
    return all;
}

Dictionary viewOf(const StreamView& stream)
{
    Dictionary view{{"id", stream.facts.id},
                    {"device", stream.device},
                    {"pid", static_cast<std::int64_t>(stream.facts.pid)},
                    {"uid", static_cast<std::uint32_t>(stream.facts.uid)},
                    {"path", stream.facts.program.path},
                    {"program", stream.facts.program.task},
                    {"node", stream.facts.node},
                    {"capture", stream.facts.direction == Direction::Capture},
                    {"opened_ns", stream.facts.opened_ns},
                    {"song", stream.facts.song},
                    {"label", stream.facts.label},
                    {"frames", stream.frames.value},
                    {"sinks", stream.sinks},
                    {"input", stream.input},
                    {"recordings", texts(stream.recordings)},
                    {"left", stream.level.left},
                    {"right", stream.level.right},
                    {"muted", stream.level.muted},
                    {"dropped_frames", stream.dropped},
                    {"rule", static_cast<std::uint32_t>(stream.rule)},
                    {"is_sound_server", stream.refused}};
    if (stream.format)
        setFormat(view, *stream.format);
    if (stream.trouble)
        setError(view, *stream.trouble);
    return view;
}

Dictionary viewOf(const std::string& name, const LiveSink::State& sink)
{
    Dictionary view{{"name", name},
                    {"in_use", sink.inputs > 0},
                    {"device", sink.device},
                    {"rank", static_cast<std::uint32_t>(sink.rank)},
                    {"streams", static_cast<std::uint32_t>(sink.inputs)},
                    {"delay_frames", sink.delay.value},
                    {"delay_estimated", sink.estimated},
                    {"xruns", sink.xruns},
                    {"dropped_frames", sink.dropped}};
    if (!sink.device.empty())
        setFormat(view, sink.format);
    if (sink.trouble)
        setError(view, *sink.trouble);
    return view;
}

constexpr std::string_view phaseNames[] = {"running", "paused", "waiting", "ended"};

Dictionary viewOf(RecordingId id, const RecordingState& state)
{
    std::vector<std::string> files;
    for (const RecordedFile& file : state.files)
        files.push_back(file.path);
    Dictionary view{{"id", id},
                    {"phase", std::string(phaseNames[static_cast<std::size_t>(state.phase)])},
                    {"files", files},
                    {"last", state.last.path},
                    {"length_ns", state.length.value},
                    {"bytes", state.bytes.value},
                    {"lost_frames", state.lost.value},
                    {"free_bytes", state.free.value}};
    if (state.left)
        view.set("left_ns", state.left->value);
    if (state.error)
        setError(view, *state.error);
    return view;
}

std::optional<Nanoseconds> seconds(const Dictionary& order, const char* name)
{
    const double value = order.get<double>(name, 0);
    if (value <= 0)
        return std::nullopt;
    return Nanoseconds(static_cast<std::int64_t>(value * 1e9));
}

std::optional<Bytes> bytes(const Dictionary& order, const char* name)
{
    const auto value = order.get<std::uint64_t>(name, 0);
    if (value == 0)
        return std::nullopt;
    return Bytes(static_cast<std::int64_t>(value));
}

/// Whoever sends it: times and sizes that are numbers, and fit.
Result<void> checkNumbers(const Dictionary& order)
{
    constexpr double most = 1e9;  // seconds: thirty years
    for (const auto& [name, value] : order.values()) {
        const auto* real = std::get_if<double>(&value);
        const auto* whole = std::get_if<std::uint64_t>(&value);
        if ((real && !(std::abs(*real) <= most)) ||
            (whole && *whole > std::numeric_limits<std::int64_t>::max()))
            return fail(ErrorCode::BadSpec, ERANGE, name);
    }
    return {};
}

}  // namespace

std::vector<Dictionary> streamsView(const Engine& engine)
{
    std::vector<Dictionary> all;
    for (const StreamView& stream : engine.streams())
        all.push_back(viewOf(stream));
    return all;
}

std::vector<Dictionary> sinksView(Engine& engine)
{
    std::vector<Dictionary> all;
    for (const auto& [name, state] : engine.sinks().states())
        all.push_back(viewOf(name, state));
    return all;
}

std::vector<Dictionary> recordingsView(Engine& engine)
{
    std::vector<Dictionary> all;
    for (const auto& [id, state] : engine.recordings().states())
        all.push_back(viewOf(id, state));
    return all;
}

std::vector<Dictionary> devicesView(const Service& service)
{
    std::vector<Dictionary> all;
    for (const auto& [device, pid, program] : service.launchers()) {
        Dictionary view{
            {"id", device}, {"launcher", static_cast<std::int64_t>(pid)}, {"program", program}};
        const MixerValues values = service.mixers().values(device);
        for (std::uint32_t control = 0; control < OSS_MIXER_CHANNELS; ++control)
            if (oss_mixer_devmask() >> control & 1)
                view.set(std::string(mixerChannelName(control)), values[control]);
        view.set("RECSRC", values[recordSourceControl]);
        all.push_back(std::move(view));
    }
    return all;
}

Result<RecordingOrder> recordingOrder(const Dictionary& order, const Settings& defaults)
{
    RecordingOrder made;
    RecordingSettings& settings = made.settings;
    const auto spec = parseFileKind(order.get<std::string>("kind", "flac"));
    if (!spec)
        return std::unexpected(spec.error());
    if (spec->kind->place != SinkPlace::Files)
        return fail(ErrorCode::BadSpec, 0, order.get<std::string>("kind"));
    if (auto checked = checkNumbers(order); !checked)
        return std::unexpected(checked.error());
    settings.kind = spec->kind;
    settings.options = spec->options;
    settings.folder = order.get("folder", defaults.recording_folder);
    settings.name = order.get("name", defaults.recording_name);
    settings.change = order.get<bool>("convert") ? FormatChange::Convert : FormatChange::Split;
    settings.split.every = seconds(order, "split_every");
    settings.split.size = bytes(order, "split_size");
    if (const auto length = seconds(order, "split_silence"))
        settings.split.silence = Silence{order.get("silence_level", -50.0), *length};
    settings.limits = {seconds(order, "limit_length"), bytes(order, "limit_size")};
    if (order.get<bool>("start_on_sound"))
        settings.startOnSound = StartOnSound{order.get("sound_level", -50.0), Nanoseconds(0)};
    for (const auto& [name, value] : order.values())
        if (name.starts_with("tag_"))
            settings.tags[name.substr(4)] = order.get<std::string>(name);
    for (const std::string& text : order.get<std::vector<std::string>>("streams")) {
        std::uint32_t id = 0;
        std::from_chars(text.data(), text.data() + text.size(), id);
        made.streams.push_back(id);
    }
    return made;
}

}  // namespace dsproxy

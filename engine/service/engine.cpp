// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/service/engine.h"

#include "engine/service/file_sinks.h"
#include "engine/service/first_route.h"
#include "engine/service/sound_server.h"
#include "engine/service/wanted_route.h"

#include <algorithm>

namespace dsproxy {

namespace {

/// A second of the levels of many channels.
constexpr std::size_t watchedBytes = 32 * 1024;

std::unexpected<Error> noStream(std::uint32_t stream)
{
    return fail(ErrorCode::System, ENOENT, "stream " + std::to_string(stream));
}

/// Nobody plays it live: a program that records it wants it this often all the same.
constexpr Steering loopSteering{0, 0, 10'000};

}  // namespace

Engine::Engine(Settings settings, const std::string& rules, Notifier& notifier,
               std::unique_ptr<LogSpool> spool)
    : settings_(std::move(settings)), rules_(rules), notifier_(notifier),
      sinks_(settings_.output, settings_.latency,
             [&notifier](const LiveNotice&) { notifier.changed(Topic::Sinks); }),
      recordings_(
          [&notifier](const RecordingTable::Said&) { notifier.changed(Topic::Recordings); }),
      inputs_(
          settings_.input, {.latency = settings_.latency},
          [&notifier](const LiveNotice&) { notifier.changed(Topic::Streams); }, *this),
      log_(settings_.log_events, std::move(spool))
{
}

std::uint32_t Engine::open(StreamFacts facts, StreamOrigin origin)
{
    const std::lock_guard guard(lock_);
    facts.id = ++last_;
    Entry& entry = entries_.try_emplace(facts.id, sinks_, recordings_).first->second;
    entry.facts = std::move(facts);
    entry.origin = std::move(origin);
    if (settings_.pre_roll.value > 0)
        entry.pre_roll = std::make_shared<PreRoll>(settings_.pre_roll);
    if (entry.facts.direction == Direction::Playback)
        follow(entry);
    else
        startCapture(entry);
    for (const RecordingId id : recording_all_)
        join(entry, id);
    publish(entry);
    notifier_.changed(Topic::Streams);
    return entry.facts.id;
}

/// What the user has said beforehand about the streams of this program.
void Engine::follow(Entry& entry)
{
    entry.policy = rules_.policyFor(entry.facts);
    entry.refused = isSoundServer(entry.facts);
    if (entry.policy.volume)
        entry.level = {gainOf(entry.policy.volume->left), gainOf(entry.policy.volume->right),
                       entry.policy.mute};
    entry.level.muted = entry.policy.mute;
    auto sinks = firstRoute(entry.origin.sinks, entry.policy, entry.origin.node, settings_);
    if (entry.refused)
        std::erase_if(sinks, [](const std::string& sink) { return !recordingOf(sink); });
    if (auto done = retarget(entry, sinks); !done && !entry.refused)
        std::ignore = retarget(entry, {std::string(defaultSink)});
    if (entry.policy.record.empty())
        return;
    if (auto order = recordingAsRuled(entry.policy.record, settings_)) {
        if (const auto id = recordings_.start(std::move(*order))) {
            join(entry, *id);
            entry.own.push_back(*id);
        }
    }
}

/// A rule, or what is set for all.
void Engine::startCapture(Entry& entry)
{
    entry.capture = std::make_unique<CaptureRoute>(inputs_);
    if (entry.facts.direction == Direction::Capture) {
        entry.policy = rules_.policyFor(entry.facts);
        if (entry.policy.volume)
            entry.level = {gainOf(entry.policy.volume->left), gainOf(entry.policy.volume->right)};
        entry.level.muted = entry.policy.mute;
        applyLevel(entry);
        if (!entry.policy.route.empty() && entry.capture->from(entry.policy.route.front()))
            return;
    }
    if (!settings_.input.empty())
        std::ignore = entry.capture->from(std::string(defaultSink));
}

void Engine::record(std::uint32_t stream, std::shared_ptr<link::InputRing> ring,
                    const Format& format)
{
    const std::lock_guard guard(lock_);
    const auto found = entries_.find(stream);
    if (found == entries_.end())
        return;
    Entry& entry = found->second;
    if (!entry.capture)
        startCapture(entry);
    if (entry.facts.direction == Direction::Capture)
        entry.format = format;
    entry.capture->record(std::move(ring), format);
    notifier_.changed(Topic::Streams);
}

bool Engine::plays(std::uint32_t stream) const
{
    const auto found = entries_.find(stream);
    return found != entries_.end() && found->second.facts.direction == Direction::Playback;
}

void Engine::loop(std::uint32_t stream, std::shared_ptr<Branch> branch)
{
    const auto found = entries_.find(stream);
    if (found == entries_.end())
        return branch->end();
    found->second.loops.push_back(std::move(branch));
    if (!found->second.route.isLive())
        steer(found->second);
    publish(found->second);
}

void Engine::unloop(std::uint32_t stream, const std::shared_ptr<Branch>& branch)
{
    const auto found = entries_.find(stream);
    if (found == entries_.end())
        return;
    std::erase(found->second.loops, branch);
    if (!found->second.route.isLive())
        steer(found->second);
    publish(found->second);
}

void Engine::format(std::uint32_t stream, const Format& format)
{
    const std::lock_guard guard(lock_);
    if (const auto found = entries_.find(stream); found != entries_.end())
        found->second.format = format;
    notifier_.changed(Topic::Streams);
}

void Engine::name(std::uint32_t stream, const std::string& song, const std::string& label)
{
    const std::lock_guard guard(lock_);
    const auto found = entries_.find(stream);
    if (found == entries_.end())
        return;
    found->second.facts.song = song;
    found->second.facts.label = label;
    recordings_.update(found->second.facts);
    notifier_.changed(Topic::Streams);
}

void Engine::close(std::uint32_t stream)
{
    const std::lock_guard guard(lock_);
    const auto found = entries_.find(stream);
    if (found == entries_.end())
        return;
    found->second.route.stop();
    for (const RecordingId id : found->second.own)
        std::ignore = recordings_.command(id, RecordingTable::Command::Stop);
    // What it has recorded of another stream is let go when it is no entry any more.
    const auto gone = entries_.extract(found);
    notifier_.changed(Topic::Streams);
}

Result<void> Engine::retarget(Entry& entry, const std::vector<std::string>& sinks)
{
    return entry.route.to(sinks, entry.facts, entry.policy.unmixed).transform([&] {
        applyLevel(entry);
        steer(entry);
    });
}

void Engine::steer(const Entry& entry)
{
    entry.route.steer(entry.origin.source, entry.loops.empty() ? Steering{} : loopSteering);
}

void Engine::publish(Entry& entry)
{
    Branches branches = entry.route.branches();
    for (const auto& [id, branch] : entry.recorded)
        branches.push_back(branch);
    if (entry.pre_roll)
        branches.push_back(entry.pre_roll);
    for (const auto& waveform : entry.watched)
        branches.push_back(waveform);
    branches.insert(branches.end(), entry.loops.begin(), entry.loops.end());
    entry.origin.router->route(entry.origin.local, std::move(branches));
}

Result<void> Engine::route(std::uint32_t stream, const std::vector<std::string>& sinks)
{
    const std::lock_guard guard(lock_);
    const auto found = entries_.find(stream);
    if (found == entries_.end())
        return noStream(stream);
    Entry& entry = found->second;
    auto wanted = splitRoute(sinks, entry.facts.direction);
    if (!wanted)
        return std::unexpected(wanted.error());
    if (wanted->input) {
        if (!entry.capture)
            startCapture(entry);
        if (auto done = entry.capture->from(*wanted->input); !done)
            return done;
    }
    if (wanted->sinks)
        if (auto done = retarget(entry, *wanted->sinks); !done)
            return done;
    publish(entry);
    notifier_.changed(Topic::Streams);
    return {};
}

void Engine::applyLevel(Entry& entry) const
{
    if (entry.capture && entry.facts.direction == Direction::Capture)
        entry.capture->setLevel(entry.level.left, entry.level.right, entry.level.muted);
    const auto found = gains_.find(entry.origin.device);
    const MixerGain mixer = found == gains_.end() ? MixerGain{} : found->second;
    const StreamGain& gain = entry.policy.no_main ? mixer.without_main : mixer.with_main;
    const double left = entry.level.left * gain.left * gainOf(leftOf(entry.play_volume));
    const double right = entry.level.right * gain.right * gainOf(rightOf(entry.play_volume));
    entry.route.setVolume(left, right, entry.level.muted);
}

Result<void> Engine::setLevel(std::uint32_t stream, const StreamLevel& level)
{
    const std::lock_guard guard(lock_);
    const auto found = entries_.find(stream);
    if (found == entries_.end())
        return noStream(stream);
    const bool captures = found->second.facts.direction == Direction::Capture;
    const auto fits = [most = captures ? InputLevel::most : 1](double one) {
        return one >= 0 && one <= most;
    };
    if (!fits(level.left) || !fits(level.right))
        return fail(ErrorCode::BadSpec, ERANGE, "level");
    found->second.level = level;
    applyLevel(found->second);
    notifier_.changed(Topic::Streams);
    return {};
}

void Engine::setPlayVolume(std::uint32_t stream, std::uint32_t volume)
{
    const std::lock_guard guard(lock_);
    const auto found = entries_.find(stream);
    if (found == entries_.end())
        return;
    found->second.play_volume = volume;
    applyLevel(found->second);
}

void Engine::setMixerGain(std::uint32_t device, const MixerGain& gain)
{
    const std::lock_guard guard(lock_);
    gains_[device] = gain;
    for (auto& [id, entry] : entries_)
        if (entry.origin.device == device)
            applyLevel(entry);
}

void Engine::forgetDevice(std::uint32_t device)
{
    const std::lock_guard guard(lock_);
    gains_.erase(device);
}

void Engine::join(Entry& entry, RecordingId id)
{
    if (entry.facts.direction != Direction::Playback)
        return;
    if (auto branch = recordings_.connect(id, entry.facts, entry.pre_roll))
        entry.recorded[id] = std::move(branch);
}

/// With no streams named: all that play now and later.
Result<RecordingId> Engine::record(RecordingSettings settings, std::vector<std::uint32_t> streams)
{
    const std::lock_guard guard(lock_);
    for (const std::uint32_t stream : streams)
        if (!entries_.contains(stream))
            return noStream(stream);
    const auto id = recordings_.start(std::move(settings));
    if (!id)
        return id;
    for (auto& [stream, entry] : entries_) {
        if (!streams.empty() && std::ranges::find(streams, stream) == streams.end())
            continue;
        join(entry, *id);
        publish(entry);
    }
    if (streams.empty())
        recording_all_.push_back(*id);
    notifier_.changed(Topic::Recordings);
    return id;
}

Result<void> Engine::saveLast(RecordingSettings settings)
{
    if (settings_.pre_roll.value == 0)
        return fail(ErrorCode::System, ENODATA, "pre_roll_ms");
    const std::lock_guard guard(lock_);
    const auto id = recordings_.start(std::move(settings));
    if (!id)
        return std::unexpected(id.error());
    for (const auto& [stream, entry] : entries_)
        if (entry.pre_roll)
            recordings_.save(*id, entry.facts, *entry.pre_roll);
    notifier_.changed(Topic::Recordings);
    return recordings_.command(*id, RecordingTable::Command::Stop);
}

Result<void> Engine::control(RecordingId id, RecordingTable::Command command)
{
    const std::lock_guard guard(lock_);
    if (command == RecordingTable::Command::Stop) {
        std::erase(recording_all_, id);
        for (auto& [stream, entry] : entries_)
            if (entry.recorded.erase(id))
                publish(entry);
    }
    notifier_.changed(Topic::Recordings);
    return recordings_.command(id, command);
}

Result<Outlet::Ends> Engine::watch(std::uint32_t stream)
{
    auto opened = Outlet::open(watchedBytes);
    if (!opened)
        return std::unexpected(opened.error());
    const std::lock_guard guard(lock_);
    const auto found = entries_.find(stream);
    if (found == entries_.end())
        return noStream(stream);
    auto& [outlet, ends] = *opened;
    found->second.watched.push_back(std::make_shared<Waveform>(
        stream, std::move(outlet), [this] { notifier_.changed(Topic::Streams); }));
    publish(found->second);
    return std::move(ends);
}

void Engine::sweepWatchers()
{
    const std::lock_guard guard(lock_);
    for (auto& [id, entry] : entries_)
        if (std::erase_if(entry.watched, [](const auto& one) { return one->hasGone(); }) > 0)
            publish(entry);
}

StreamView Engine::view(const Entry& entry) const
{
    StreamView view{.facts = entry.facts,
                    .device = entry.origin.device,
                    .format = entry.format,
                    .frames = entry.origin.router->frames(entry.origin.local),
                    .sinks = entry.route.sinks(),
                    .input = entry.capture ? entry.capture->source() : "",
                    .trouble = entry.capture ? entry.capture->trouble() : std::nullopt,
                    .recordings = entry.route.recordings(),
                    .level = entry.level,
                    .dropped = entry.route.dropped(),
                    .rule = entry.policy.line,
                    .refused = entry.refused};
    if (entry.facts.direction == Direction::Capture) {
        view.frames = entry.capture->frames();
        view.dropped = entry.capture->dropped();
    }
    for (const auto& [id, branch] : entry.recorded)
        view.recordings.push_back(id);
    return view;
}

std::vector<StreamView> Engine::streams() const
{
    const std::lock_guard guard(lock_);
    std::vector<StreamView> all;
    for (const auto& [id, entry] : entries_)
        all.push_back(view(entry));
    return all;
}

}  // namespace dsproxy

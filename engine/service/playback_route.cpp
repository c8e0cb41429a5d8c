// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/service/playback_route.h"

#include "engine/service/file_sinks.h"

#include <algorithm>

namespace dsproxy {

Result<PlaybackRoute::Target> PlaybackRoute::connect(const std::string& sink,
                                                     const StreamFacts& facts, bool alone)
{
    if (auto settings = recordingOf(sink)) {
        const auto id = recording_table_.start(std::move(*settings));
        if (!id)
            return std::unexpected(id.error());
        return Target{recording_table_.connect(*id, facts, nullptr), nullptr, *id};
    }
    const auto live = sink_table_.find(sink, alone ? facts.id : 0);
    if (!live)
        return std::unexpected(live.error());
    auto input = (*live)->connect(facts, nullptr);
    return Target{input, input, 0};
}

void PlaybackRoute::leave(const Target& target) const
{
    if (target.recording)
        std::ignore = recording_table_.command(target.recording, RecordingTable::Command::Stop);
    if (target.input)
        target.input->steer(nullptr);
}

Result<void> PlaybackRoute::to(const std::vector<std::string>& sinks, const StreamFacts& facts,
                               bool alone)
{
    std::map<std::string, Target> added;
    for (const std::string& sink : sinks) {
        if (targets_.contains(sink) || added.contains(sink))
            continue;
        auto target = connect(sink, facts, alone);
        if (!target) {
            for (const auto& [name, one] : added) {
                one.branch->end();
                leave(one);
            }
            return std::unexpected(target.error());
        }
        added.emplace(sink, std::move(*target));
    }
    std::erase_if(targets_, [&](const auto& target) {
        const bool stays = std::ranges::find(sinks, target.first) != sinks.end();
        if (!stays)
            leave(target.second);
        return !stays;
    });
    targets_.merge(added);
    sinks_ = sinks;
    return {};
}

void PlaybackRoute::steer(const std::shared_ptr<Stream>& source, const Steering& otherwise) const
{
    bool steered = false;
    for (const std::string& sink : sinks_) {
        const auto& input = targets_.at(sink).input;
        if (!input)
            continue;
        input->steer(steered ? nullptr : source);
        steered = true;
    }
    if (!steered)
        source->steer(otherwise);
}

void PlaybackRoute::setVolume(double left, double right, bool muted) const
{
    for (const auto& [name, target] : targets_) {
        if (!target.input)
            continue;
        target.input->volume().set(left, right);
        target.input->volume().mute(muted);
    }
}

void PlaybackRoute::stop() const
{
    for (const auto& [name, target] : targets_)
        if (target.recording)
            leave(target);
}

Branches PlaybackRoute::branches() const
{
    Branches all;
    for (const std::string& sink : sinks_)
        all.push_back(targets_.at(sink).branch);
    return all;
}

std::vector<RecordingId> PlaybackRoute::recordings() const
{
    std::vector<RecordingId> all;
    for (const auto& [name, target] : targets_)
        if (target.recording)
            all.push_back(target.recording);
    return all;
}

bool PlaybackRoute::isLive() const
{
    return std::ranges::any_of(targets_,
                               [](const auto& one) { return one.second.input != nullptr; });
}

std::uint64_t PlaybackRoute::dropped() const
{
    std::uint64_t frames = 0;
    for (const auto& [name, target] : targets_)
        frames += target.input ? target.input->dropped() : 0;
    return frames;
}

}  // namespace dsproxy

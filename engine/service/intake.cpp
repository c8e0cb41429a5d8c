// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/service/intake.h"

#include "engine/seam/mixer_state.h"
#include "engine/service/program_facts.h"
#include "oss/abi4.h"

#include <algorithm>
#include <cstring>

namespace dsproxy {

namespace {

std::string textOf(const Event& event)
{
    const auto* begin = reinterpret_cast<const char*>(event.in);
    return {begin, std::find(begin, begin + event.in_bytes, '\0')};
}

/// What an int argument was after the call.
std::uint32_t valueOf(const Event& event)
{
    std::uint32_t value = 0;
    std::memcpy(&value, event.out, sizeof value);
    return event.out_bytes == sizeof value ? value : mixerVolume(100, 100);
}

/// A launcher that tells of streams that it never opens is not believed for ever.
constexpr std::size_t earlyMax = 256;

}  // namespace

Intake::Intake(Engine& engine, IntakeOrigin origin, SourceOf source)
    : engine_(engine), origin_(std::move(origin)), source_(std::move(source))
{
}

void Intake::event(const Event& event)
{
    if (event.kind == EventKind::Opened && event.error == 0)
        opened(event);
    const auto open = opens_.find(event.stream);
    Event logged = event;
    logged.stream = open == opens_.end() ? 0 : open->second.id;
    engine_.log().add(logged);
    if (open == opens_.end())
        return;
    const std::uint32_t id = open->second.id;
    if (event.kind == EventKind::Format && !event.capture) {
        router_->format(event.stream, Format(event.params));
        engine_.format(id, Format(event.params));
    }
    if (event.kind == EventKind::Ioctl && event.error == 0)
        call(id, event);
    if (event.kind == EventKind::Closed) {
        router_->close(event.stream);
        engine_.close(id);
        opens_.erase(open);
    }
}

void Intake::opened(const Event& event)
{
    const auto node = DeviceNode::of(event.node);
    if (!node || !node->isDsp())
        return;
    if (const auto old = opens_.find(event.stream); old != opens_.end())
        engine_.close(old->second.id);
    router_->open(event.stream);
    const std::uint32_t id =
        engine_.open(factsOf(event), {router_, event.stream, source_(event.stream), origin_.device,
                                      *node, origin_.sinks});
    opens_.insert_or_assign(event.stream, Open{id, {}, {}});
    last_opened_ = std::max(last_opened_, event.stream);
    if (auto early = early_.extract(event.stream))
        engine_.record(id, std::move(early.mapped().ring), early.mapped().format);
}

void Intake::record(const link::InputOrder& order, std::shared_ptr<link::InputRing> ring)
{
    const Format format(order.params);
    if (const auto open = opens_.find(order.stream); open != opens_.end())
        engine_.record(open->second.id, std::move(ring), format);
    else if (order.stream > last_opened_ && early_.size() < earlyMax)
        early_.insert_or_assign(order.stream, Recorded{format, std::move(ring)});
}

void Intake::call(std::uint32_t id, const Event& event)
{
    Open& open = opens_.at(event.stream);
    if (event.cmd == SNDCTL_SETSONG)
        open.song = textOf(event);
    else if (event.cmd == SNDCTL_SETLABEL)
        open.label = textOf(event);
    else if (event.cmd == SNDCTL_DSP_SETPLAYVOL)
        return engine_.setPlayVolume(id, valueOf(event));
    else
        return;
    engine_.name(id, open.song, open.label);
}

void Intake::heard(std::uint32_t stream, std::uint64_t, PcmView pcm)
{
    router_->pcm(stream, pcm);
}

/// Streams whose launcher has died end here.
void Intake::finish()
{
    router_->closeAll();
    for (const auto& [local, open] : opens_)
        engine_.close(open.id);
    opens_.clear();
}

}  // namespace dsproxy

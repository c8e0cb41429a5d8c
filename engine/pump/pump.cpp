// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/pump/pump.h"

#include <poll.h>

#include <chrono>
#include <thread>

namespace dsproxy {

namespace {

/// Calls come in bursts of hundreds: one wake-up for many of them.
constexpr std::chrono::milliseconds gather{10};
constexpr int checkpoint_ms = 1000;

}  // namespace

Pump::Pump(Feed& feed, PcmConsumer& consumer, Listeners listeners, bool eager,
           std::vector<Tap*> taps)
    : feed_(feed), consumer_(consumer), listeners_(std::move(listeners)), eager_(eager),
      taps_(std::move(taps))
{
}

void Pump::run()
{
    auto next_checkpoint = std::chrono::steady_clock::now();
    for (;;) {
        const bool last = feed_.ended();
        const bool rest = rest_wanted_.load();
        round();
        if (last)
            break;
        if (rest)
            answerRest();
        if (std::chrono::steady_clock::now() >= next_checkpoint) {
            consumer_.tick();
            for (Tap* tap : taps_)
                tap->tick();
            next_checkpoint =
                std::chrono::steady_clock::now() + std::chrono::milliseconds(checkpoint_ms);
        }
        pollfd doorbell{feed_.fd(), POLLIN, 0};
        ::poll(&doorbell, 1, readers_.empty() ? -1 : checkpoint_ms);
        if (!eager_ && !feed_.ended() && feed_.hasEvents())
            std::this_thread::sleep_for(gather);
    }
    consumer_.finish();
    for (Tap* tap : taps_)
        tap->finish();
    over_.store(true);
    answerRest();
}

void Pump::rest()
{
    rest_wanted_.store(true);
    feed_.ring();
    if (!over_.load())
        rest_wanted_.wait(true);
}

void Pump::answerRest()
{
    consumer_.rest();
    for (Tap* tap : taps_)
        if (!over_.load())
            tap->rest();
    rest_wanted_.store(false);
    rest_wanted_.notify_all();
}

void Pump::round()
{
    feed_.answered();
    // What was played before we looked at the events is described by them; what came after is
    // left for the next round.
    for (auto& [id, reader] : readers_)
        reader.limit = reader.played();
    std::vector<Event> events = feed_.take();
    for (const Event& event : events)
        handle(event);
    for (auto& [id, reader] : readers_)
        drain(reader, reader.limit);
    feed_.progressed();
    if (listeners_.mixer)
        if (const auto state = feed_.mixer().take())
            listeners_.mixer(*state);
    std::erase_if(events, [](const Event& event) { return isInternal(event.kind); });
    if (!events.empty())
        listeners_.events(std::move(events));
}

void Pump::handle(const Event& event)
{
    actOn(event);
    for (Tap* tap : taps_)
        tap->event(event);
}

void Pump::actOn(const Event& event)
{
    if (event.kind == EventKind::Opened) {
        if (auto stream = feed_.stream(event.stream)) {
            readers_.insert_or_assign(event.stream, StreamReader(std::move(stream)));
            // An earlier stream of this number, should its close have been lost.
            consumer_.closed(event.stream);
        }
        return;
    }
    const auto found = readers_.find(event.stream);
    if (found == readers_.end())
        return;
    StreamReader& reader = found->second;
    if (event.kind == EventKind::Format) {
        drain(reader, event.position);
        reader.change(Format(event.params), event.position);
        consumer_.format(event.stream, Format(event.params));
    }
    const bool skips = event.kind == EventKind::Reset || event.kind == EventKind::Skipped;
    if (skips && !event.capture) {
        drain(reader, event.position);
        drop(reader, event.position + event.dropped_bytes);
    }
    if (event.kind == EventKind::Closed) {
        drain(reader, reader.played());
        consumer_.closed(event.stream);
        readers_.erase(found);
        feed_.forget(event.stream);
    }
}

void Pump::drain(StreamReader& reader, std::uint64_t end)
{
    for (PcmView pcm = reader.next(end); !pcm.bytes.empty(); pcm = reader.next(end)) {
        consumer_.pcm(reader.id(), pcm);
        for (Tap* tap : taps_)
            tap->heard(reader.id(), reader.position(), pcm);
        listeners_.captured(pcm.format, pcm.frames());
        reader.taken(pcm);
        if (eager_)
            feed_.progressed();
    }
}

/// Nobody has heard what lies before END.
void Pump::drop(StreamReader& reader, std::uint64_t end)
{
    if (!taps_.empty()) {
        for (PcmView pcm = reader.next(end); !pcm.bytes.empty(); pcm = reader.next(end)) {
            for (Tap* tap : taps_)
                tap->dropped(reader.id(), reader.position(), pcm);
            reader.taken(pcm);
        }
    }
    reader.skip(end);
}

}  // namespace dsproxy

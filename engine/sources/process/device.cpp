// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/device.h"

#include "oss/meter.h"

#include <fcntl.h>
#include <time.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace dsproxy::process {

namespace {

/// A running stream that nobody waits for is looked at this often, for its consumer.
constexpr std::uint64_t lookAfter_ns = 100'000'000;
constexpr std::uint64_t liveLookMin_ns = 1'000'000;

/// The first write that waits: it takes all room before anybody else sees it.
const Pieces* waitingWrite(const Open& open)
{
    for (const WaitingCall& waiting : open.waiting)
        if (waiting.pieces)
            return waiting.pieces.get();
    return nullptr;
}

/// A quarter of the buffer at a time keeps it filled with few wake-ups.
std::uint32_t roomWorthWaking(const oss_geometry& geometry, std::size_t left)
{
    const std::size_t quarter = oss_buffer_bytes(&geometry) / 4;
    return std::max(geometry.fragment_bytes, static_cast<u32>(std::min(left, quarter)));
}

bool differ(const oss_params& a, const oss_params& b)
{
    return a.afmt != b.afmt || a.channels != b.channels || a.rate != b.rate;
}

/// How often whoever plays live wants to see what was played; 0: nobody does.
std::uint64_t liveLook_ns(const Open& open)
{
    const std::uint64_t look_ns = std::uint64_t{open.stream->steering().look_us} * 1000;
    return look_ns == 0 ? 0 : std::max(look_ns, liveLookMin_ns);
}

}  // namespace

std::uint64_t monotonicNow()
{
    timespec now;
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 +
           static_cast<std::uint64_t>(now.tv_nsec);
}

Device::Device(Feed& feed, Settings settings) : feed_(feed), settings_(settings)
{
    oss_device_init(&oss_);
    oss_.api = settings_.api;
}

int Device::admits(const DeviceNode& node, const OpenMode& mode) const
{
    if (!node.isDsp())
        return 0;
    for (const Open& open : opens_)
        if (open.isDsp() && !open.isAbandoned() && (mode.exclusive || open.mode.exclusive))
            return EBUSY;
    return 0;
}

Open& Device::add(DeviceNode node, OpenMode mode, Readiness readiness, const Actor& actor,
                  std::uint64_t now_ns)
{
    Open& open = opens_.emplace_back(node, mode, feed_.addStream(), std::move(readiness),
                                     settings_.inputs, now_ns);
    oss_opener opener{.pid = actor.tid, .comm = {}, .node = node.node};
    actor.comm.copy(opener.comm, sizeof opener.comm - 1);
    if (open.isDsp())
        oss_device_add(&oss_, &open.dsp, &opener);
    return open;
}

void Device::remove(Open& open, std::uint64_t now_ns)
{
    Event closed = event(open, EventKind::Closed, now_ns, {});
    closed.position = open.dsp.play.played;
    feed_.push(closed);
    oss_device_remove(&oss_, &open.dsp);
    opens_.remove_if([&](const Open& other) { return &other == &open; });
}

Event Device::event(const Open& open, EventKind kind, std::uint64_t now_ns,
                    const Actor& actor) const
{
    Event event{};
    event.kind = kind;
    event.time_ns = now_ns;
    event.stream = open.stream->id;
    event.position = open.position();
    event.frame = open.frameAt(event.position);
    event.node = open.node.code();
    event.mode = static_cast<std::uint16_t>(open.mode.flags & (O_ACCMODE | O_NONBLOCK));
    event.params = open.dsp.params;
    event.capture = !open.mode.write;
    event.pid = actor.tid;
    actor.comm.copy(event.comm, sizeof event.comm - 1);
    return event;
}

void Device::announce(Open& open, std::uint64_t now_ns)
{
    if (!differ(open.announced, open.dsp.play.params))
        return;
    open.announced = open.dsp.play.params;
    feed_.push(event(open, EventKind::Format, now_ns, {}));
}

/// Before the jump is published: the consumer skips what nobody has heard.
void Device::tellDropped(Open& open, std::uint64_t now_ns, const Actor& actor)
{
    const oss_stream& play = open.dsp.play;
    Event reset = event(open, EventKind::Reset, now_ns, actor);
    reset.position = play.dropped_from;
    reset.frame = open.frameAt(reset.position);
    reset.dropped_bytes = play.written - play.dropped_from;
    feed_.push(reset);
    open.told_heard = play.written;
}

void Device::tellWritten(const Open& open, std::uint64_t bytes, std::uint64_t now_ns,
                         const Actor& actor)
{
    if (bytes == 0 || !feed_.timing_wanted)
        return;
    Event wrote = event(open, EventKind::Wrote, now_ns, actor);
    wrote.value = static_cast<std::uint32_t>(bytes);
    feed_.push(wrote);
}

/// As a card interrupts: after whole fragments, and at the end of what there is.
void Device::tellHeard(Open& open, std::uint64_t now_ns)
{
    const oss_stream& play = open.dsp.play;
    if (!feed_.timing_wanted || play.played <= open.told_heard)
        return;
    const std::uint64_t bytes = play.played - open.told_heard;
    if (bytes < play.geometry.fragment_bytes && play.run == OSS_RUN_RUNNING)
        return;
    Event heard = event(open, EventKind::Heard, now_ns, {});
    if (play.run == OSS_RUN_STARVED)
        heard.time_ns = play.ended_ns;
    heard.position = play.played;
    heard.frame = open.frameAt(heard.position);
    heard.value = static_cast<std::uint32_t>(bytes);
    feed_.push(heard);
    open.told_heard = play.played;
}

void Device::tellOverrun(const Open& open, std::uint64_t lost, std::uint64_t now_ns)
{
    Event overrun = event(open, EventKind::Overrun, now_ns, {});
    overrun.capture = true;
    overrun.dropped_bytes = lost;
    feed_.push(overrun);
}

/// What is queued, or all of a mapped buffer: nobody has heard it yet.
void Device::silence(Open& open)
{
    const oss_stream& play = open.dsp.play;
    if (!open.play_map)
        return open.playback.silence(play);
    const auto buffer = open.play_map->bytes();
    oss_format_silence(play.params.afmt, buffer.data(), static_cast<u32>(buffer.size()), 0);
}

/// A call has had effects on other opens too; what the clock shows of them is new.
void Device::applyToAll(std::uint64_t now_ns, const Actor& actor)
{
    for (Open& open : opens_)
        if (const std::uint32_t effects = oss_dsp_take_effects(&open.dsp))
            apply(open, effects, now_ns, actor);
    others_changed_ = true;
}

void Device::tellMixer()
{
    feed_.tellMixer({.applied = mixer_mark_,
                     .values = valuesOf(oss_.mixer),
                     .modify_counter = oss_.mixer.modify_counter});
}

void Device::followMixer()
{
    const auto changes = feed_.mixer().takeChanges();
    for (const MixerChange& change : changes) {
        dsproxy::apply(change, oss_.mixer);
        mixer_mark_ = change.mark;
    }
    if (!changes.empty())
        tellMixer();
}

void Device::meter(Open& open)
{
    const auto heard = open.playback.heard(open.dsp.play);
    oss_meter_feed(&open.dsp.play, heard.data(), static_cast<u32>(heard.size()));
    const auto recorded = open.capture.recorded(open.dsp.capture);
    oss_meter_feed(&open.dsp.capture, recorded.data(), static_cast<u32>(recorded.size()));
}

void Device::apply(Open& open, std::uint32_t effects, std::uint64_t now_ns, const Actor& actor)
{
    const auto tell = [&](EventKind kind) { feed_.push(event(open, kind, now_ns, actor)); };
    if (effects & OSS_FX_RESET_PLAY)
        tellDropped(open, now_ns, actor);
    if (effects & OSS_FX_STARTED)
        tell(EventKind::Started);
    if (effects & OSS_FX_STOPPED)
        tell(EventKind::Stopped);
    if (effects & OSS_FX_UNDERRUN)
        tell(EventKind::Underrun);
    if (effects & OSS_FX_SILENCE)
        silence(open);
    if (effects & OSS_FX_MIXER) {
        open.stream->volume.store(open.dsp.play.volume);
        tellMixer();
    }
    if (effects & OSS_FX_OTHERS)
        applyToAll(now_ns, actor);
    if (effects & OSS_FX_FORMAT)
        open.rebaseFrames(open.position());
    for (std::uint32_t bit = 1; (effects & OSS_FX_MISUSE) && bit != 0; bit <<= 1) {
        if ((open.dsp.misuse & ~open.told_misuse & bit) == 0)
            continue;
        Event misuse = event(open, EventKind::Misuse, now_ns, actor);
        misuse.value = bit;
        feed_.push(misuse);
    }
    open.told_misuse = open.dsp.misuse;
}

/// What the engine has said since the last time holds from now on.
void Device::steer(Open& open, std::uint64_t now_ns)
{
    const Steering steering = open.stream->steering();
    oss_stream_steer(&open.dsp.play, steering.rate_ppb, now_ns);
    oss_stream_steer(&open.dsp.capture, steering.rate_ppb, now_ns);
    oss_play_set_latency(&open.dsp.play, steering.delay_us);
}

/// The consumer is woken when half of its slack is used; a live one at each look, and at the end.
void Device::ringConsumer(Open& open, std::uint64_t now_ns)
{
    const std::uint64_t live_ns = liveLook_ns(open);
    const bool due = live_ns != 0 && open.playback.hasUnread() &&
                     (now_ns >= open.looked_ns + live_ns || open.dsp.play.run != OSS_RUN_RUNNING);
    if (due)
        open.looked_ns = now_ns;
    if (due || open.playback.wantsConsumer())
        feed_.ring();
}

void Device::settle(Open& open, std::uint64_t now_ns, const Readiness::ProgramEnd& program_end)
{
    if (!open.isDsp())
        return;
    steer(open, now_ns);
    std::uint64_t limit = ~std::uint64_t{0};
    if (open.mode.read)
        limit = open.capture.limit(open.dsp.capture, now_ns);
    const std::uint64_t read = open.dsp.capture.written;
    const std::uint32_t effects = oss_dsp_advance(&open.dsp, now_ns, limit);
    if (effects & OSS_FX_OVERRUN)
        tellOverrun(open, open.dsp.capture.written - read, now_ns);
    if (open.play_map) {
        open.playback.copyMapped(open.dsp.play, open.play_map->bytes());
        announce(open, now_ns);
    }
    if (open.mode.read)
        open.capture.follow(open.dsp.capture);
    if (open.mode.write && !(effects & OSS_FX_RESET_PLAY))
        tellHeard(open, now_ns);
    open.playback.publish(open.dsp.play);
    apply(open, effects, now_ns, {});
    ringConsumer(open, now_ns);
    showReadiness(open, program_end);
}

void Device::showReadiness(Open& open, const Readiness::ProgramEnd& program_end)
{
    if (open.closing || open.numbers_gone)
        return;
    if (open.mode.write)
        open.readiness.showWritable(oss_play_writable(&open.dsp.play), program_end);
    if (open.mode.read)
        open.readiness.showReadable(oss_capture_readable(&open.dsp.capture), program_end);
}

std::uint64_t Device::playDeadline(const Open& open, std::uint64_t now_ns) const
{
    const oss_stream& play = open.dsp.play;
    const Pieces* write = waitingWrite(open);
    // Timing wants to see each fragment go.
    if (feed_.timing_wanted || !write || play.mapped || play.run != OSS_RUN_RUNNING ||
        play.free_running)
        return oss_stream_deadline(&play, now_ns);
    const std::uint64_t room =
        oss_play_room_at(&play, roomWorthWaking(play.geometry, write->left()));
    return room > now_ns ? room : oss_stream_deadline(&play, now_ns);
}

std::uint64_t Device::deadline(const Open& open, std::uint64_t now_ns) const
{
    std::uint64_t next =
        std::min(playDeadline(open, now_ns), oss_stream_deadline(&open.dsp.capture, now_ns));
    const bool watched = feed_.timing_wanted || !open.waiting.empty() || open.closing ||
                         !open.readiness.writable() ||
                         (open.mode.read && !open.readiness.readable());
    const std::uint64_t look = now_ns + lookAfter_ns;
    const bool running =
        open.dsp.play.run == OSS_RUN_RUNNING || open.dsp.capture.run == OSS_RUN_RUNNING;
    if (next != ~std::uint64_t{0})
        next = watched ? std::min(next, look) : running ? look : std::max(next, look);
    if (!open.waiting.empty())
        next = std::min(next, now_ns + signalCheck_ns);
    const std::uint64_t live_ns = liveLook_ns(open);
    if (live_ns != 0 && open.dsp.play.run == OSS_RUN_RUNNING) {
        const std::uint64_t due = open.looked_ns + live_ns;
        next = std::min(next, due > now_ns ? due : now_ns + live_ns);
    }
    return next;
}

bool Device::busy() const
{
    return std::ranges::any_of(opens_, [](const Open& open) { return open.isDsp(); });
}

std::string Device::sndstat() const
{
    std::string text(oss_device_sndstat(&oss_, nullptr, 0) + 1, '\0');
    oss_device_sndstat(&oss_, text.data(), static_cast<u32>(text.size()));
    text.pop_back();
    return text;
}

}  // namespace dsproxy::process

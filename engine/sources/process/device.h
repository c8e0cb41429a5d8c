// SPDX-License-Identifier: GPL-2.0-or-later
/// The virtual sound device that one tree of programs shares: its opens, its mixer, its clock.
#pragma once

#include "engine/seam/feed.h"
#include "engine/seam/open_rules.h"
#include "engine/sources/process/open.h"
#include "oss/ioctl.h"

#include <list>
#include <string>
#include <utility>

namespace dsproxy::process {

/// Who did something, for the log. tid 0: nobody, time passed.
struct Actor {
    pid_t tid = 0;
    std::string comm;
};

/// Not thread-safe: callers hold the source's lock.
class Device {
public:
    struct Settings {
        bool free_running = false;
        CaptureInputs* inputs = nullptr;
        const OpenRules* rules = nullptr;
        std::uint32_t api = OSS_VERSION_4;  ///< what OSS_GETVERSION answers
    };
    Device(Feed& feed, Settings settings);

    /// EBUSY when this or another open wants the device for itself alone.
    int admits(const DeviceNode& node, const OpenMode& mode) const;
    Open& add(DeviceNode node, OpenMode mode, Readiness readiness, const Actor& actor,
              std::uint64_t now_ns);
    void remove(Open& open, std::uint64_t now_ns);

    /// Brings an open to `now_ns`: its clock, the PCM that passed, what the consumer sees, the
    /// events of it, and what select() shows the program.
    void settle(Open& open, std::uint64_t now_ns, const Readiness::ProgramEnd& program_end);

    /// Acts on the effects of a call or of time.
    void apply(Open& open, std::uint32_t effects, std::uint64_t now_ns, const Actor& actor);

    /// A call of ACTOR is done that has written BYTES in all.
    void tellWritten(const Open& open, std::uint64_t bytes, std::uint64_t now_ns,
                     const Actor& actor);

    /// Before PCM of a new format: tells the consumer where it begins.
    void announce(Open& open, std::uint64_t now_ns);

    /// Makes the changes to the mixer that the consumer asks for; programs see them as their own.
    void followMixer();

    /// Shows the meters of an open what has passed since they were last asked.
    void meter(Open& open);

    /// A call on one open has changed others: the clock must look at them now.
    bool takeOthersChanged() { return std::exchange(others_changed_, false); }

    /// When settle() is due next; ~0: only a call changes anything.
    std::uint64_t deadline(const Open& open, std::uint64_t now_ns) const;

    /// An event with the open's identity, position and frame filled in.
    Event event(const Open& open, EventKind kind, std::uint64_t now_ns, const Actor& actor) const;
    void push(const Event& event) { feed_.push(event); }

    /// Of an open that no rule says it of.
    bool freeRunning() const { return settings_.free_running; }
    /// Of the user; nullptr: there are none.
    const OpenRules* rules() const { return settings_.rules; }
    Feed& feed() { return feed_; }
    oss_device& oss() { return oss_; }
    std::list<Open>& opens() { return opens_; }
    /// A device with sound to play: `dsproxy run` waits for it before it ends.
    bool busy() const;
    std::string sndstat() const;

private:
    std::uint64_t playDeadline(const Open& open, std::uint64_t now_ns) const;
    void tellOverrun(const Open& open, std::uint64_t lost, std::uint64_t now_ns);
    void tellHeard(Open& open, std::uint64_t now_ns);
    void tellDropped(Open& open, std::uint64_t now_ns, const Actor& actor);
    void steer(Open& open, std::uint64_t now_ns);
    void ringConsumer(Open& open, std::uint64_t now_ns);
    void silence(Open& open);
    void applyToAll(std::uint64_t now_ns, const Actor& actor);
    void tellMixer();
    void showReadiness(Open& open, const Readiness::ProgramEnd& program_end);

    Feed& feed_;
    Settings settings_;
    oss_device oss_;
    MixerMark mixer_mark_;  ///< of the consumer's last change
    std::list<Open> opens_;
    bool others_changed_ = false;
};

/// Blocked calls notice a signal this soon.
constexpr std::uint64_t signalCheck_ns = 40'000'000;

/// CLOCK_MONOTONIC, ns.
std::uint64_t monotonicNow();

}  // namespace dsproxy::process

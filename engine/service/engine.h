// SPDX-License-Identifier: GPL-2.0-or-later
/// The user's streams and what happens to them: where they go, how loud, into which recordings.
#pragma once

#include "engine/inputs/capture_route.h"
#include "engine/mixer/volume_law.h"
#include "engine/routes/router.h"
#include "engine/routes/stream_facts.h"
#include "engine/seam/device_node.h"
#include "engine/service/event_log.h"
#include "engine/service/notifier.h"
#include "engine/service/playback_route.h"
#include "engine/service/recording_table.h"
#include "engine/service/rule_book.h"
#include "engine/service/settings.h"
#include "engine/service/sink_table.h"
#include "engine/service/waveform.h"

#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace dsproxy {

/// Where a stream comes in: the router of its pump, its number there, and its source.
struct StreamOrigin {
    std::shared_ptr<Router> router;
    StreamId local;
    std::shared_ptr<Stream> source;
    std::uint32_t device;  ///< number of the launcher that it belongs to
    DeviceNode node;
    std::vector<std::string> sinks;  ///< named for it by its user; go before rules; may be none
};

/// How loud a stream is in all of its live sinks.
struct StreamLevel {
    double left = 1;
    double right = 1;
    bool muted = false;
};

/// What the mixer of a device does to its streams.
struct MixerGain {
    StreamGain with_main;
    StreamGain without_main;  ///< of those that a rule says have no main volume
};

/// One stream, as a client sees it.
struct StreamView {
    StreamFacts facts;
    std::uint32_t device;
    std::optional<Format> format;  ///< none: nothing has been played yet
    Frames frames;
    std::vector<std::string> sinks;
    std::string input;  ///< what it records; empty: it does not
    std::optional<Error> trouble;  ///< why it records silence instead
    std::vector<RecordingId> recordings;
    StreamLevel level;
    std::uint64_t dropped;  ///< frames that a live sink did not take in time
    std::size_t rule;  ///< the line of the user's rules that holds; 0: none
    bool refused;  ///< it is the sound server, which would hear itself: it has no live sink
};

/// Thread-safe: pumps tell of their streams, the control thread commands. A route is decided before
/// the first frame of a stream goes anywhere. Nothing here waits for a device or a disk.
class Engine final : private StreamLoops {
public:
    /// RULES: the user's file of rules; may be empty. SPOOL: of the log; may be null.
    Engine(Settings settings, const std::string& rules, Notifier& notifier,
           std::unique_ptr<LogSpool> spool = nullptr);

    /// A pump's thread.
    std::uint32_t open(StreamFacts facts, StreamOrigin origin);
    void format(std::uint32_t stream, const Format& format);
    void name(std::uint32_t stream, const std::string& song, const std::string& label);
    /// SETPLAYVOL: left | right << 8.
    void setPlayVolume(std::uint32_t stream, std::uint32_t volume);
    void close(std::uint32_t stream);
    /// It records in this format, out of this ring.
    void record(std::uint32_t stream, std::shared_ptr<link::InputRing> ring, const Format& format);

    /// Commands. ENOENT: there is no such stream or recording. BadSpec: no such sink or input.
    /// SINKS: of a stream that only records, its input; of one that does both, "from:INPUT" too.
    Result<void> route(std::uint32_t stream, const std::vector<std::string>& sinks);
    /// ERANGE: a level is no factor up to 1, or up to InputLevel::most where the stream records.
    Result<void> setLevel(std::uint32_t stream, const StreamLevel& level);
    Result<RecordingId> record(RecordingSettings settings, std::vector<std::uint32_t> streams);
    /// Files of what the pre-roll of all streams holds. ENODATA: no pre-roll is kept.
    Result<void> saveLast(RecordingSettings settings);
    /// One that is stopped takes no stream any more.
    Result<void> control(RecordingId id, RecordingTable::Command command);
    /// What programs have set on their mixer; for all streams of DEVICE, those to come too.
    void setMixerGain(std::uint32_t device, const MixerGain& gain);
    void forgetDevice(std::uint32_t device);

    /// What the stream looks like from now on, until the client goes.
    Result<Outlet::Ends> watch(std::uint32_t stream);
    /// Forgets the clients that watched and have gone.
    void sweepWatchers();

    std::vector<StreamView> streams() const;
    SinkTable& sinks() { return sinks_; }
    RecordingTable& recordings() { return recordings_; }
    EventLog& log() { return log_; }
    Notifier& notifier() { return notifier_; }
    const Settings& settings() const { return settings_; }

private:
    struct Entry {
        Entry(SinkTable& sinks, RecordingTable& recordings) : route(sinks, recordings) {}

        StreamFacts facts;
        StreamOrigin origin;
        std::optional<Format> format;
        PlaybackRoute route;
        std::map<RecordingId, std::shared_ptr<Branch>> recorded;
        std::vector<RecordingId> own;  ///< of these, what ends with the stream
        StreamPolicy policy;
        bool refused = false;  ///< it is the sound server: it would hear itself
        std::shared_ptr<PreRoll> pre_roll;
        std::vector<std::shared_ptr<Waveform>> watched;
        StreamLevel level;
        std::uint32_t play_volume = mixerVolume(100, 100);
        std::unique_ptr<CaptureRoute> capture;  ///< null: it does not record
        Branches loops;  ///< of programs that record what it plays
    };
    using Entries = std::map<std::uint32_t, Entry>;

    Result<void> retarget(Entry& entry, const std::vector<std::string>& sinks);
    void publish(Entry& entry);
    void join(Entry& entry, RecordingId id);
    void applyLevel(Entry& entry) const;
    static void steer(const Entry& entry);
    StreamView view(const Entry& entry) const;

    void follow(Entry& entry);
    void startCapture(Entry& entry);

    bool plays(std::uint32_t stream) const override;
    void loop(std::uint32_t stream, std::shared_ptr<Branch> branch) override;
    void unloop(std::uint32_t stream, const std::shared_ptr<Branch>& branch) override;

    const Settings settings_;
    RuleBook rules_;
    Notifier& notifier_;
    SinkTable sinks_;
    RecordingTable recordings_;
    InputTable inputs_;
    EventLog log_;
    mutable std::mutex lock_;
    std::uint32_t last_ = 0;
    Entries entries_;
    std::map<std::uint32_t, MixerGain> gains_;  ///< of devices
    std::vector<RecordingId> recording_all_;  ///< that take every stream
};

}  // namespace dsproxy

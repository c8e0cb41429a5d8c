// SPDX-License-Identifier: GPL-2.0-or-later
/// Where one stream plays to: live sinks and files.
#pragma once

#include "engine/routes/router.h"
#include "engine/service/recording_table.h"
#include "engine/service/sink_table.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace dsproxy {

/// Under the Engine's lock. Who changes it publishes its branches.
class PlaybackRoute {
public:
    PlaybackRoute(SinkTable& sinks, RecordingTable& recordings)
        : sink_table_(sinks), recording_table_(recordings)
    {
    }

    /// To exactly these SINKS; those that it goes to already stay as they are. All or nothing:
    /// BadSpec leaves the old route. ALONE: no other stream is mixed with it.
    Result<void> to(const std::vector<std::string>& sinks, const StreamFacts& facts, bool alone);
    /// The first live sink is the clock of SOURCE, the others follow; without one it is left to
    /// OTHERWISE.
    void steer(const std::shared_ptr<Stream>& source, const Steering& otherwise) const;
    /// Factors of the samples in live sinks.
    void setVolume(double left, double right, bool muted) const;
    /// Its files are complete.
    void stop() const;

    const std::vector<std::string>& sinks() const { return sinks_; }
    Branches branches() const;
    std::vector<RecordingId> recordings() const;
    /// It has a clock to follow.
    bool isLive() const;
    /// Frames that live sinks did not take in time.
    std::uint64_t dropped() const;

private:
    struct Target {
        std::shared_ptr<Branch> branch;
        std::shared_ptr<MixInput> input;  ///< of a live sink; else null
        RecordingId recording = 0;  ///< that is there for this route only; else 0
    };
    Result<Target> connect(const std::string& sink, const StreamFacts& facts, bool alone);
    void leave(const Target& target) const;

    SinkTable& sink_table_;
    RecordingTable& recording_table_;
    std::vector<std::string> sinks_;  ///< in the order of the user
    std::map<std::string, Target> targets_;
};

}  // namespace dsproxy

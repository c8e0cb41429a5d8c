// SPDX-License-Identifier: GPL-2.0-or-later
/// The recordings of the service, by number.
#pragma once

#include "engine/recording/inhibitor.h"
#include "engine/recording/recording.h"

#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace dsproxy {

using RecordingId = std::uint32_t;  ///< never used again

/// Any thread; none of it waits for a disk.
class RecordingTable {
public:
    struct Said {
        RecordingId id;
        Notice notice;
    };
    explicit RecordingTable(std::function<void(const Said&)> notify) : notify_(std::move(notify)) {}
    /// Finishes all of them.
    ~RecordingTable();

    /// With a player that is asked for tags, and a machine that does not sleep meanwhile.
    Result<RecordingId> start(RecordingSettings settings);
    /// What PREROLL holds of the stream, and no more of it.
    void save(RecordingId id, const StreamFacts& facts, const PreRoll& preroll);
    std::shared_ptr<Branch> connect(RecordingId id, const StreamFacts& facts,
                                    std::shared_ptr<const PreRoll> before);

    enum class Command { Pause, Resume, Split, Stop };
    /// ENOENT: there is none of this number.
    Result<void> command(RecordingId id, Command command);
    Result<void> setTags(RecordingId id, Tags tags);
    void update(const StreamFacts& facts);

    struct Entry {
        RecordingId id;
        RecordingState state;
    };
    std::vector<Entry> states() const;

private:
    void sweep();

    const std::function<void(const Said&)> notify_;
    const std::shared_ptr<Inhibitor> inhibitor_ = std::make_shared<Inhibitor>();
    mutable std::mutex lock_;
    RecordingId last_ = 0;
    std::map<RecordingId, std::unique_ptr<Recording>> recordings_;
    std::vector<std::future<void>> ending_;
};

}  // namespace dsproxy

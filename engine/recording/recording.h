// SPDX-License-Identifier: GPL-2.0-or-later
/// One recording of the service: a thread of its own writes what any number of streams play.
/// Whatever its disk does, nobody else waits for it.
#pragma once

#include "engine/recording/inbox.h"
#include "engine/recording/recording_settings.h"
#include "engine/recording/recording_state.h"

#include <future>
#include <thread>

namespace dsproxy {

class RecordingWorker;

/// All functions are for one thread, the control thread; none of them waits for a disk but stop().
class Recording {
public:
    /// NOTIFY is called on the recording's thread and may not call back into the recording.
    /// BadSpec for a template, an option or a folder (a relative one) that is wrong, Unsupported
    /// for a kind without files. What the disk says comes later, as a Notice.
    static Result<std::unique_ptr<Recording>> start(RecordingSettings settings, Notify notify);

    Recording(const Recording&) = delete;
    Recording& operator=(const Recording&) = delete;
    /// Stops it; one whose disk hangs for 5 s is left to itself and says nothing more.
    ~Recording();

    /// The branch is for the thread of the stream's pump; each stream may have several. What
    /// BEFORE has heard up to the branch's first format() goes in first: to have each frame once,
    /// attach the branch between two pieces of PCM.
    std::shared_ptr<Branch> connect(const StreamFacts& facts,
                                    std::shared_ptr<const PreRoll> before = nullptr);
    /// Records what PREROLL holds now, as a stream of its own, and no more.
    void save(const StreamFacts& facts, const PreRoll& preRoll);

    /// From the frame that comes in next. What is played while it pauses is not recorded.
    void pause(bool on);
    /// The frame that comes in next begins a new file, of each stream.
    void split();
    /// Those that the user says, for the files that begin from now on.
    void setTags(Tags tags);
    /// The stream of FACTS has another song or label, for the files that begin from now on.
    void update(const StreamFacts& facts);

    /// Records what came so far, finishes all files and says Ended. False: it was not done in TIME.
    bool stop(std::chrono::milliseconds time);
    void stop();

    RecordingState state() const;

private:
    Recording(std::shared_ptr<Inbox> inbox, std::shared_ptr<RecordingWorker> worker);
    void put(Message message) { inbox_->put(std::move(message)); }

    std::shared_ptr<Inbox> inbox_;
    std::shared_ptr<RecordingWorker> worker_;
    StreamId lastStream_ = 0;
    bool paused_ = false;
    std::future<void> done_;
    std::thread thread_;
};

}  // namespace dsproxy

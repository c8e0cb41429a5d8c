// SPDX-License-Identifier: GPL-2.0-or-later
/// What a recording does on its own thread: takes what has come in, and decides where it begins,
/// is cut, and ends.
#pragma once

#include "engine/recording/cut_rules.h"
#include "engine/recording/inbox.h"
#include "engine/recording/recording_files.h"
#include "engine/recording/silence_split.h"

namespace dsproxy {

class RecordingWorker {
public:
    RecordingWorker(RecordingSettings settings, std::shared_ptr<Inbox> inbox, Notify notify);

    /// Returns when the recording has ended.
    void run();
    /// Any thread.
    RecordingState state() const;
    /// Nobody listens any more. Any thread.
    void abandon();

private:
    using Clock = std::chrono::steady_clock;

    /// A stream, as long as it is connected.
    struct Voice {
        StreamId id;  ///< within the recording
        std::uint32_t factsId;
        std::string program;
        std::shared_ptr<LostFrames> atDoor;
        std::optional<PreRoll> preRoll;  ///< while the recording waits for sound
        std::optional<SilenceSplit> silence;
        std::optional<Progress> progress;  ///< none: nothing of it was recorded yet
        Frames missing;                    ///< since the last frame that is in a file
    };

    void handle(Message& message);
    void handle(StreamId stream, Message::Connected& connected);
    void handle(StreamId stream, Message::Renamed& renamed);
    void handle(StreamId stream, Heard& heard);
    void handle(StreamId stream, Message::Sound& sound);
    void handle(StreamId stream, Message::Ended& ended);
    void handle(StreamId stream, Message::Pause& pause);
    void handle(StreamId stream, Message::Split& split);
    void handle(StreamId stream, Message::SetTags& set);
    void handle(StreamId stream, Message::Stop& stop);

    void awaitSound(Voice& voice, PcmView pcm);
    void startAll();
    void record(Voice& voice, PcmView pcm);
    void keepApart(const Voice& voice);
    void advance(Voice& voice, const Format& format);
    Frames room(const Voice& voice, const Format& format);
    void write(Voice& voice, PcmView pcm);
    void split(Voice& voice);
    void close(Voice& voice);
    void end() { ended_ = true; }

    void checkpointWhenDue();
    void checkpoint();
    void finish();
    void keepAwake();
    RecordingState look() const;
    void publish();
    void say(const Notice& notice);

    const RecordingSettings settings_;
    std::shared_ptr<Inbox> inbox_;
    RecordingFiles files_;
    std::map<StreamId, Voice> voices_;
    std::string resting_;                ///< the program whose file has no stream now
    std::optional<LoudFrames> trigger_;  ///< while it waits for sound
    bool paused_ = false;
    bool ended_ = false;
    Nanoseconds length_;  ///< recorded time
    Nanoseconds safe_;
    std::optional<Clock::time_point> checkpoint_;  ///< none: nothing is new
    std::shared_ptr<void> awake_;
    bool keptAwake_ = false;

    std::mutex notifying_;
    Notify notify_;
    mutable std::mutex publishing_;
    RecordingState published_;
};

}  // namespace dsproxy

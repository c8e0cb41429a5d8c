// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/recording/recording_worker.h"

#include "engine/recording/file_name.h"
#include "engine/recording/inhibitor.h"

#include <algorithm>

namespace dsproxy {
namespace {

/// Bounds the memory that conversions take.
constexpr Frames pieceFrames{4096};

}  // namespace

RecordingWorker::RecordingWorker(RecordingSettings settings, std::shared_ptr<Inbox> inbox,
                                 Notify notify)
    : settings_(std::move(settings)), inbox_(std::move(inbox)),
      files_(settings_, [this](const Notice& notice) { say(notice); }), notify_(std::move(notify))
{
    if (settings_.startOnSound)
        trigger_.emplace(settings_.startOnSound->level);
    published_ = look();
}

void RecordingWorker::run()
{
    files_.checkpoint();
    while (!ended_) {
        keepAwake();
        for (Message& message : inbox_->take(checkpoint_)) {
            handle(message);
            checkpointWhenDue();
        }
        checkpointWhenDue();
        publish();
    }
    finish();
}

void RecordingWorker::handle(Message& message)
{
    if (!ended_)
        std::visit([&](auto& what) { handle(message.stream, what); }, message.what);
    if (auto* sound = std::get_if<Message::Sound>(&message.what))
        inbox_->release(Bytes(std::ssize(std::exchange(sound->bytes, {}))));
}

void RecordingWorker::handle(StreamId stream, Message::Connected& connected)
{
    files_.names().describe(stream, connected.facts);
    Voice& voice = voices_.try_emplace(stream).first->second;
    voice.id = stream;
    voice.factsId = connected.facts.id;
    voice.program = programName(connected.facts.program);
    voice.atDoor = std::move(connected.lost);
    if (trigger_)
        voice.preRoll.emplace(settings_.startOnSound->preRoll);
    if (settings_.split.silence)
        voice.silence.emplace(*settings_.split.silence);
}

void RecordingWorker::handle(StreamId, Message::Renamed& renamed)
{
    for (const auto& [id, voice] : voices_)
        if (voice.factsId == renamed.facts_id)
            files_.names().rename(id, renamed.song, renamed.label);
}

void RecordingWorker::handle(StreamId stream, Heard& heard)
{
    Voice& voice = voices_.at(stream);
    for (const HeardPiece& piece : heard)
        if (trigger_)
            voice.preRoll->pcm(piece.view());
        else if (!paused_)
            record(voice, piece.view());
}

void RecordingWorker::handle(StreamId stream, Message::Sound& sound)
{
    Voice& voice = voices_.at(stream);
    voice.missing += sound.lost;
    const PcmView pcm{sound.format, sound.bytes};
    if (paused_)
        return;
    if (trigger_)
        awaitSound(voice, pcm);
    else
        record(voice, pcm);
}

void RecordingWorker::handle(StreamId stream, Message::Ended&)
{
    Voice& voice = voices_.at(stream);
    close(voice);
    resting_ = voice.program;
    voices_.erase(stream);
}

void RecordingWorker::handle(StreamId, Message::Pause& pause)
{
    paused_ = pause.on;
    checkpoint();
}

void RecordingWorker::handle(StreamId, Message::Split&)
{
    files_.rest();
    for (auto& [id, voice] : voices_)
        split(voice);
}

void RecordingWorker::handle(StreamId, Message::SetTags& set)
{
    files_.names().setTags(std::move(set.tags));
}

void RecordingWorker::handle(StreamId, Message::Stop&)
{
    end();
}

/// The first loud frame starts the recording of all streams.
void RecordingWorker::awaitSound(Voice& voice, PcmView pcm)
{
    while (!pcm.bytes.empty()) {
        PcmView piece = pcm;
        piece = piece.take(pieceFrames);
        const auto onset = trigger_->first(piece);
        voice.preRoll->pcm(pcm.take(onset.value_or(piece.frames())));
        if (onset) {
            startAll();
            return record(voice, pcm);
        }
    }
}

/// With what they were heard to play before.
void RecordingWorker::startAll()
{
    trigger_.reset();
    for (auto& [id, voice] : voices_) {
        for (const HeardPiece& piece : voice.preRoll->heard())
            record(voice, piece.view());
        voice.preRoll.reset();
    }
}

void RecordingWorker::record(Voice& voice, PcmView pcm)
{
    keepApart(voice);
    advance(voice, pcm.format);
    while (!pcm.bytes.empty() && !ended_) {
        const Bytes bytes = settings_.limits.size ? files_.bytes() : Bytes(0);
        const Frames limit = untilLimit(settings_.limits, *voice.progress, bytes);
        const Frames until = room(voice, pcm.format);
        if (limit == Frames(0))
            return end();
        if (until == Frames(0)) {
            split(voice);
            continue;
        }
        PcmView piece = pcm;
        piece = piece.take(std::min({limit, until, pieceFrames}));
        const Frames part = voice.silence ? voice.silence->before(piece) : piece.frames();
        write(voice, pcm.take(part));
        if (part < piece.frames())
            files_.split(voice.id);
    }
}

/// A stream goes on in the file of another one of its program only.
void RecordingWorker::keepApart(const Voice& voice)
{
    if (voice.program != resting_)
        files_.rest();
}

void RecordingWorker::advance(Voice& voice, const Format& format)
{
    if (!voice.progress)
        voice.progress = Progress{length_, format, Frames(0)};
    else if (voice.progress->format != format)
        voice.progress = Progress{voice.progress->now(), format, Frames(0)};
}

/// In the file of VOICE.
Frames RecordingWorker::room(const Voice& voice, const Format& format)
{
    const auto file = files_.fileOf(voice.id, format);
    const Bytes bytes = file && settings_.split.size ? fileSize(file->path) : Bytes(0);
    return untilSplit(settings_.split, file, bytes, format);
}

void RecordingWorker::write(Voice& voice, PcmView pcm)
{
    if (pcm.bytes.empty())
        return;
    const Frames frames = pcm.frames();
    if (files_.write(voice.id, pcm, voice.missing)) {
        voice.progress->frames += frames;
        length_ = std::max(length_, voice.progress->now());
        checkpoint_ = checkpoint_.value_or(Clock::now() + std::chrono::seconds(1));
    } else if (files_.failing() && !settings_.comeback) {
        end();
    }
}

void RecordingWorker::split(Voice& voice)
{
    files_.split(voice.id);
    if (voice.silence)
        voice.silence->restart();
}

void RecordingWorker::close(Voice& voice)
{
    files_.close(voice.id, voice.missing + Frames(voice.atDoor->exchange(0)));
}

void RecordingWorker::checkpointWhenDue()
{
    if (checkpoint_ && Clock::now() >= *checkpoint_)
        checkpoint();
}

void RecordingWorker::checkpoint()
{
    checkpoint_.reset();
    files_.checkpoint();
    safe_ = length_;
}

void RecordingWorker::finish()
{
    inbox_->close();
    for (auto& [id, voice] : voices_)
        close(voice);
    files_.finish();
    safe_ = length_;
    keepAwake();
    publish();
    const RecordedFile& last = published_.last;
    say({.what = Notice::What::Ended,
         .kind = settings_.kind,
         .path = last.path,
         .format = last.format,
         .kept = last.frames,
         .error = published_.error.value_or(Error())});
}

/// The machine may sleep while nothing is recorded.
void RecordingWorker::keepAwake()
{
    const bool wanted = settings_.inhibitor && !paused_ && !trigger_ && !ended_;
    if (std::exchange(keptAwake_, wanted) != wanted)
        awake_ = wanted ? settings_.inhibitor->hold() : nullptr;
}

RecordingState RecordingWorker::look() const
{
    using Phase = RecordingState::Phase;
    RecordingState state;
    state.phase = ended_ ? Phase::Ended : trigger_ ? Phase::WaitingForSound : Phase::Running;
    state.length = length_;
    state.safe = safe_;
    files_.describe(state);
    if (paused_)
        state.left.reset();
    return state;
}

void RecordingWorker::publish()
{
    RecordingState state = look();
    const std::lock_guard lock(publishing_);
    published_ = std::move(state);
}

RecordingState RecordingWorker::state() const
{
    const std::lock_guard lock(publishing_);
    return published_;
}

void RecordingWorker::say(const Notice& notice)
{
    const std::lock_guard lock(notifying_);
    if (notify_)
        notify_(notice);
}

void RecordingWorker::abandon()
{
    const std::lock_guard lock(notifying_);
    notify_ = nullptr;
}

}  // namespace dsproxy

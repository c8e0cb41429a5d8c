// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/recording/recording_worker.h"

#include "engine/recording/file_name.h"
#include "engine/recording/inhibitor.h"
#include "engine/recording/space_forecast.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace dsproxy {
namespace {

/// Bounds the memory that conversions take.
constexpr Frames pieceFrames{4096};

Bytes sizeOf(const std::string& path)
{
    struct stat status{};
    return ::stat(path.c_str(), &status) == 0 ? Bytes(status.st_size) : Bytes(0);
}

}  // namespace

RecordingWorker::RecordingWorker(RecordingSettings settings, std::shared_ptr<Inbox> inbox,
                                 Notify notify)
    : settings_(std::move(settings)), inbox_(std::move(inbox)),
      files_(new TemplateFiles(settings_)),
      output_(
          std::unique_ptr<SegmentFiles>(files_), [this](const Notice& notice) { told(notice); },
          settings_.change),
      notify_(std::move(notify))
{
    if (settings_.startOnSound)
        trigger_.emplace(settings_.startOnSound->level);
    published_ = look();
}

void RecordingWorker::run()
{
    free_ = freeSpace(files_->spec().path).value_or(Bytes(0));
    while (!ended_) {
        keepAwake();
        for (Message& message : inbox_->take(deadline())) {
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
    if (const auto* sound = std::get_if<Message::Sound>(&message.what))
        inbox_->release(Bytes(std::ssize(sound->bytes)));
}

void RecordingWorker::handle(StreamId stream, Message::Connected& connected)
{
    if (programName(connected.facts.program) != resting_)
        output_.rest();  // a file has one program
    files_->describe(stream, connected.facts);
    Voice& voice = voices_.try_emplace(stream).first->second;
    voice.id = stream;
    voice.facts = std::move(connected.facts);
    voice.atDoor = std::move(connected.lost);
    if (trigger_)
        voice.preRoll.emplace(settings_.startOnSound->preRoll);
    if (settings_.split.silence)
        voice.silence.emplace(*settings_.split.silence);
}

void RecordingWorker::handle(StreamId, Message::Renamed& renamed)
{
    for (const auto& [id, voice] : voices_)
        if (voice.facts.id == renamed.facts_id)
            files_->rename(id, renamed.song, renamed.label);
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
    voice.lost += sound.lost;
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
    tellHoleAtEnd(voice);
    output_.closed(stream);
    resting_ = programName(voice.facts.program);
    files_->forget(stream);
    voices_.erase(stream);
}

void RecordingWorker::handle(StreamId, Message::Pause& pause)
{
    paused_ = pause.on;
    checkpoint();
}

void RecordingWorker::handle(StreamId, Message::Split&)
{
    output_.rest();
    for (auto& [id, voice] : voices_)
        split(voice);
}

void RecordingWorker::handle(StreamId, Message::SetTags& set)
{
    files_->setTags(std::move(set.tags));
}

void RecordingWorker::handle(StreamId, Message::Stop&)
{
    end();
}

/// The first loud frame starts the recording of all streams, with what they were heard to play.
void RecordingWorker::awaitSound(Voice& voice, PcmView pcm)
{
    while (trigger_ && !pcm.bytes.empty()) {
        PcmView piece = pcm;
        piece = piece.take(pieceFrames);
        const auto onset = trigger_->first(piece);
        voice.preRoll->pcm(pcm.take(onset.value_or(piece.frames())));
        if (onset)
            trigger_.reset();
    }
    if (trigger_)
        return;
    for (auto& [id, waiting] : voices_) {
        for (const HeardPiece& piece : waiting.preRoll->heard())
            record(waiting, piece.view());
        waiting.preRoll.reset();
    }
    record(voice, pcm);
}

void RecordingWorker::record(Voice& voice, PcmView pcm)
{
    advance(voice, pcm.format);
    while (!pcm.bytes.empty() && !ended_) {
        const Frames limit = untilLimit(settings_.limits, *voice.progress, written());
        if (limit == Frames(0))
            return end();
        const Frames until = room(voice, pcm.format);
        if (until == Frames(0)) {
            split(voice);
            continue;
        }
        PcmView piece = pcm;
        piece = piece.take(std::min({limit, until, pieceFrames}));
        const Frames part = voice.silence ? voice.silence->before(piece) : piece.frames();
        store(voice, pcm.take(part));
        if (part < piece.frames())
            output_.split(voice.id);
    }
}

void RecordingWorker::advance(Voice& voice, const Format& format)
{
    if (!voice.progress)
        voice.progress = Progress{length_, format, Frames(0)};
    else if (voice.progress->format != format)
        voice.progress = Progress{voice.progress->now(), format, Frames(0)};
}

/// In the file of VOICE; without a rule nobody has to ask how large that is.
Frames RecordingWorker::room(const Voice& voice, const Format& format)
{
    const auto file = output_.fileOf(voice.id, format);
    const Bytes bytes = file && settings_.split.size ? sizeOf(file->path) : Bytes(0);
    return untilSplit(settings_.split, file, bytes, format);
}

void RecordingWorker::store(Voice& voice, PcmView pcm)
{
    if (pcm.bytes.empty())
        return;
    if (output_.failed() && comesBack())
        output_.retry();
    const auto before = output_.fileOf(voice.id, pcm.format);
    if (!output_.pcm(voice.id, pcm))
        return lose(voice, pcm.frames());
    const OpenFile file = *output_.fileOf(voice.id, pcm.format);
    if (!before) {
        error_.reset();
        say({.what = Notice::What::Begun,
             .kind = settings_.kind,
             .path = file.path,
             .format = file.format,
             .kept = {},
             .error = {}});
    }
    tellHole(voice, before.value_or(OpenFile{file.path, file.format, {}, false}));
    last_ = {file.path, file.format, file.frames, {}};
    voice.progress->frames += pcm.frames();
    length_ = std::max(length_, voice.progress->now());
    if (!checkpoint_)
        checkpoint_ = Clock::now() + std::chrono::seconds(1);
}

void RecordingWorker::split(Voice& voice)
{
    output_.split(voice.id);
    if (voice.silence)
        voice.silence->restart();
}

void RecordingWorker::lose(Voice& voice, Frames frames)
{
    voice.lost += frames;
    lost_ += frames;
    if (output_.failed() && !settings_.comeback)
        end();
}

bool RecordingWorker::comesBack() const
{
    return settings_.comeback && Clock::now() >= retry_ &&
           freeSpace(files_->spec().path).value_or(Bytes(0)) >= settings_.comeback->free;
}

/// What the Output says.
void RecordingWorker::told(const Notice& notice)
{
    const bool failed = notice.what == Notice::What::Failed;
    if (failed || notice.what == Notice::What::Completed) {
        finished_ += sizeOf(notice.path);
        if (last_.path == notice.path)
            last_.frames = notice.kept;
    }
    if (!failed || worthTelling(notice))
        say(notice);
}

/// A disk that still takes nothing was told already, and its empty files are no use to anybody.
bool RecordingWorker::worthTelling(const Notice& failed)
{
    const bool again = error_.has_value();
    error_ = failed.error;
    // One file that is too large for its kind or its system is no reason to wait.
    retry_ = Clock::now();
    if (failed.error.sys != EFBIG && settings_.comeback)
        retry_ += std::chrono::nanoseconds(settings_.comeback->after.value);
    if (failed.kept > Frames(0))
        return true;
    if (failed.path != files_->spec().path) {
        finished_ -= sizeOf(failed.path);
        ::unlink(failed.path.c_str());
    }
    return !again;
}

/// FILE is the one that VOICE goes on in, as it was before.
void RecordingWorker::tellHole(Voice& voice, const OpenFile& file)
{
    const Frames lost = std::exchange(voice.lost, Frames(0));
    if (lost == Frames(0))
        return;
    say({.what = Notice::What::Hole,
         .kind = settings_.kind,
         .path = file.path,
         .format = file.format,
         .kept = file.frames,
         .error = error_.value_or(Error()),
         .lost = lost});
}

void RecordingWorker::tellHoleAtEnd(Voice& voice)
{
    voice.lost += Frames(voice.atDoor->exchange(0));
    tellHole(voice, {last_.path, last_.format, last_.frames, true});
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

Inbox::Deadline RecordingWorker::deadline() const
{
    return checkpoint_;
}

void RecordingWorker::checkpointWhenDue()
{
    if (checkpoint_ && Clock::now() >= *checkpoint_)
        checkpoint();
}

void RecordingWorker::checkpoint()
{
    checkpoint_.reset();
    output_.checkpoint();
    safe_ = length_;
    free_ = freeSpace(files_->spec().path).value_or(Bytes(0));
}

void RecordingWorker::finish()
{
    inbox_->close();
    for (auto& [id, voice] : voices_)
        tellHoleAtEnd(voice);
    output_.finish();
    safe_ = length_;
    keepAwake();
    publish();
    say({.what = Notice::What::Ended,
         .kind = settings_.kind,
         .path = last_.path,
         .format = last_.format,
         .kept = last_.frames,
         .error = error_.value_or(Error()),
         .lost = {}});
}

/// The machine may sleep while nothing is recorded.
void RecordingWorker::keepAwake()
{
    const bool wanted = settings_.inhibitor && !paused_ && !trigger_ && !ended_;
    if (std::exchange(keptAwake_, wanted) == wanted)
        return;
    awake_ = wanted ? settings_.inhibitor->hold() : nullptr;
}

Bytes RecordingWorker::written() const
{
    Bytes bytes = finished_;
    if (settings_.limits.size)
        for (const OpenFile& file : output_.openFiles())
            bytes += sizeOf(file.path);
    return bytes;
}

RecordingState RecordingWorker::look() const
{
    using Phase = RecordingState::Phase;
    RecordingState state;
    state.phase = ended_ ? Phase::Ended : trigger_ ? Phase::WaitingForSound : Phase::Running;
    state.bytes = finished_;
    std::vector<FileGrowth> growth;
    for (const OpenFile& file : output_.openFiles()) {
        state.files.push_back({file.path, file.format, file.frames, sizeOf(file.path)});
        state.bytes += state.files.back().bytes;
        if (!file.resting && !paused_)
            growth.push_back({state.files.back().bytes, file.format.duration(file.frames)});
    }
    state.last = last_;
    state.last.bytes = sizeOf(last_.path);
    state.length = length_;
    state.safe = safe_;
    state.lost = lost_;
    state.error = error_;
    state.free = free_;
    state.left = timeLeft(free_, bytesPerSecond(growth));
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

}  // namespace dsproxy

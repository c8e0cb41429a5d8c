// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/recording/recording.h"

#include "engine/recording/file_name.h"
#include "engine/recording/inlet.h"
#include "engine/recording/music_folder.h"
#include "engine/recording/recording_worker.h"

#include <csignal>

namespace dsproxy {
namespace {

Result<void> check(const RecordingSettings& settings)
{
    const SinkKind* kind = settings.kind;
    if (!kind || kind->place != SinkPlace::Files)
        return fail(ErrorCode::Unsupported, 0, std::string(kind ? kind->name : ""));
    if (!settings.options.empty() && !kind->checkOptions)
        return fail(ErrorCode::BadSpec, 0, settings.options.begin()->first);
    if (kind->checkOptions)
        if (auto options = kind->checkOptions(settings.options); !options)
            return options;
    if (!recordingFolder(settings.folder).starts_with('/'))
        return fail(ErrorCode::BadSpec, 0, settings.folder);
    return checkTemplate(settings.name);
}

/// A signal is for the threads that wait for it; a file that may grow no more is an error of write.
void blockSignals()
{
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, nullptr);
}

}  // namespace

Result<std::unique_ptr<Recording>> Recording::start(RecordingSettings settings, Notify notify)
{
    if (auto good = check(settings); !good)
        return std::unexpected(good.error());
    auto inbox = std::make_shared<Inbox>(settings.queue);
    auto worker = std::make_shared<RecordingWorker>(std::move(settings), inbox, std::move(notify));
    return std::unique_ptr<Recording>(new Recording(std::move(inbox), std::move(worker)));
}

Recording::Recording(std::shared_ptr<Inbox> inbox, std::shared_ptr<RecordingWorker> worker)
    : inbox_(std::move(inbox)), worker_(std::move(worker))
{
    std::promise<void> done;
    done_ = done.get_future();
    thread_ = std::thread([worker = worker_, done = std::move(done)]() mutable {
        blockSignals();
        worker->run();
        done.set_value();
    });
}

Recording::~Recording()
{
    if (stop(std::chrono::seconds(5)))
        return;
    worker_->abandon();
    thread_.detach();
}

std::shared_ptr<Branch> Recording::connect(const StreamFacts& facts,
                                           std::shared_ptr<const PreRoll> before)
{
    return std::make_shared<Inlet>(inbox_, ++lastStream_, facts, std::move(before));
}

void Recording::save(const StreamFacts& facts, const PreRoll& preRoll)
{
    put({++lastStream_, Message::Connected{facts, std::make_shared<LostFrames>(0)}});
    put({lastStream_, preRoll.heard()});
    put({lastStream_, Message::Ended{}});
}

void Recording::pause(bool on)
{
    paused_ = on;
    put({0, Message::Pause{on}});
}

void Recording::split()
{
    put({0, Message::Split{}});
}

void Recording::setTags(Tags tags)
{
    put({0, Message::SetTags{std::move(tags)}});
}

void Recording::update(const StreamFacts& facts)
{
    put({0, Message::Renamed{facts.id, facts.song, facts.label}});
}

bool Recording::stop(std::chrono::milliseconds time)
{
    if (!thread_.joinable())
        return true;
    put({0, Message::Stop{}});
    if (done_.wait_for(time) != std::future_status::ready)
        return false;
    thread_.join();
    return true;
}

void Recording::stop()
{
    if (!thread_.joinable())
        return;
    put({0, Message::Stop{}});
    thread_.join();
}

RecordingState Recording::state() const
{
    RecordingState state = worker_->state();
    if (paused_ && state.phase != RecordingState::Phase::Ended)
        state.phase = RecordingState::Phase::Paused;
    state.lost += inbox_->lost();
    return state;
}

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/service/recording_table.h"

#include "engine/recording/mpris.h"

#include <algorithm>
#include <chrono>

namespace dsproxy {

RecordingTable::~RecordingTable()
{
    const std::lock_guard guard(lock_);
    recordings_.clear();
    ending_.clear();
}

Result<RecordingId> RecordingTable::start(RecordingSettings settings)
{
    settings.playerOf = [](pid_t pid) { return playerOf(pid); };
    settings.inhibitor = inhibitor_;
    const std::lock_guard guard(lock_);
    const RecordingId id = ++last_;
    auto made = Recording::start(std::move(settings),
                                 [this, id](const Notice& notice) { notify_({id, notice}); });
    if (!made)
        return std::unexpected(made.error());
    recordings_.emplace(id, std::move(*made));
    return id;
}

void RecordingTable::save(RecordingId id, const StreamFacts& facts, const PreRoll& preroll)
{
    const std::lock_guard guard(lock_);
    if (const auto found = recordings_.find(id); found != recordings_.end())
        found->second->save(facts, preroll);
}

std::shared_ptr<Branch> RecordingTable::connect(RecordingId id, const StreamFacts& facts,
                                                std::shared_ptr<const PreRoll> before)
{
    const std::lock_guard guard(lock_);
    const auto found = recordings_.find(id);
    return found == recordings_.end() ? nullptr : found->second->connect(facts, std::move(before));
}

Result<void> RecordingTable::command(RecordingId id, Command command)
{
    const std::lock_guard guard(lock_);
    sweep();
    const auto found = recordings_.find(id);
    if (found == recordings_.end())
        return fail(ErrorCode::System, ENOENT, "recording " + std::to_string(id));
    Recording& recording = *found->second;
    if (command == Command::Split)
        recording.split();
    else if (command != Command::Stop)
        recording.pause(command == Command::Pause);
    else  // its files may take a while on a slow disk
        ending_.push_back(std::async(
            std::launch::async,
            [ending = std::move(recordings_.extract(found).mapped())] { ending->stop(); }));
    return {};
}

Result<void> RecordingTable::setTags(RecordingId id, Tags tags)
{
    const std::lock_guard guard(lock_);
    const auto found = recordings_.find(id);
    if (found == recordings_.end())
        return fail(ErrorCode::System, ENOENT, "recording " + std::to_string(id));
    found->second->setTags(std::move(tags));
    return {};
}

void RecordingTable::update(const StreamFacts& facts)
{
    const std::lock_guard guard(lock_);
    for (const auto& [id, recording] : recordings_)
        recording->update(facts);
}

std::vector<RecordingTable::Entry> RecordingTable::states() const
{
    const std::lock_guard guard(lock_);
    std::vector<Entry> all;
    for (const auto& [id, recording] : recordings_)
        all.push_back({id, recording->state()});
    return all;
}

void RecordingTable::sweep()
{
    std::erase_if(ending_, [](const std::future<void>& one) {
        return one.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    });
}

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/mix_input.h"

#include <algorithm>

namespace dsproxy {
namespace {

/// Until the device says how often it wants frames.
constexpr Steering firstSteering{0, 0, 10'000};

/// Of a second: kept while a device is being opened.
constexpr std::int64_t keptPart = 4;

}  // namespace

MixInput::MixInput(StreamFacts facts, std::shared_ptr<Stream> steered, std::shared_ptr<Wake> wake,
                   Clock clock)
    : facts_(std::move(facts)), wake_(std::move(wake)), clock_(clock), writer_(clock)
{
    steer(std::move(steered));
}

void MixInput::steer(std::shared_ptr<Stream> stream)
{
    const std::lock_guard lock(mutex_);
    if (steered_)
        steered_->steer({});
    steered_ = std::move(stream);
    if (steered_)
        steered_->steer(firstSteering);
}

bool MixInput::tell(const Steering& steering)
{
    const std::lock_guard lock(mutex_);
    if (steered_)
        steered_->steer(steering);
    return steered_ != nullptr;
}

std::optional<Format> MixInput::wanted() const
{
    const std::lock_guard lock(mutex_);
    return wanted_;
}

void MixInput::enter(std::shared_ptr<Lane> lane)
{
    const std::lock_guard lock(mutex_);
    const bool pump_writes = lane_ || replaced_.load();
    // Nobody will write into these.
    if (lane && pump_writes && ended_.load())
        lane->left.store(true);
    if (lane_ && replaced_.load())
        lane_->left.store(true);
    lane_ = std::move(lane);
    if (pump_writes)
        replaced_.store(true);
    else
        writeWaiting();
}

void MixInput::writeWaiting()
{
    writer_.enter(lane_);
    for (const Waiting& waiting : backlog_) {
        writer_.format(waiting.format);
        writer_.push(PcmView{waiting.format, waiting.pcm});
    }
    backlog_.clear();
    waiting_.store(false);
    if (wanted_)
        writer_.format(*wanted_);
    if (ended_.load())
        writer_.finish();
}

/// The pump's thread, with the mutex: goes where the sink has said.
void MixInput::follow()
{
    if (replaced_.exchange(false))
        writer_.enter(lane_);
    in_lane_ = lane_ != nullptr;
}

void MixInput::keep(PcmView pcm)
{
    if (backlog_.empty() || !(backlog_.back().format == pcm.format))
        backlog_.push_back({pcm.format, {}});
    std::vector<std::byte>& kept = backlog_.back().pcm;
    const std::int64_t most = std::max<std::int64_t>(pcm.format.rate().hz / keptPart, 1024);
    const Frames room = Frames(most) - pcm.format.frames(Bytes(std::ssize(kept)));
    const PcmView fits = pcm.take(room);
    kept.insert(kept.end(), fits.bytes.begin(), fits.bytes.end());
    countSkipped(pcm.frames());
    waiting_.store(true);
}

void MixInput::format(const Format& format)
{
    {
        const std::lock_guard lock(mutex_);
        follow();
        if (in_lane_)
            writer_.format(format);
        wanted_ = format;
    }
    wake_->ring();
}

void MixInput::pcm(PcmView pcm)
{
    if (in_lane_ && !replaced_.load()) {
        writer_.push(pcm);
    } else {
        const std::lock_guard lock(mutex_);
        follow();
        if (in_lane_)
            writer_.push(pcm);
        else
            keep(pcm);
    }
    wake_->ringAsleep();
}

void MixInput::end()
{
    steer(nullptr);
    {
        const std::lock_guard lock(mutex_);
        follow();
        if (in_lane_)
            writer_.finish();
        ended_.store(true);
    }
    wake_->ring();
}

}  // namespace dsproxy

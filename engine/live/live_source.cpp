// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/live_source.h"

#include <pthread.h>

#include <algorithm>

namespace dsproxy {
namespace {

constexpr StreamId theStream = 1;

}  // namespace

Result<std::unique_ptr<LiveSource>> LiveSource::create(std::string name, Settings settings,
                                                       LiveNotify notify)
{
    auto wake = Wake::create();
    if (!wake)
        return std::unexpected(wake.error());
    try {
        return std::unique_ptr<LiveSource>(new LiveSource(std::move(name), std::move(settings),
                                                          std::move(notify), std::move(*wake)));
    } catch (const std::system_error& error) {
        return fail(ErrorCode::System, error.code().value(), "thread");
    }
}

LiveSource::LiveSource(std::string name, Settings settings, LiveNotify notify,
                       std::shared_ptr<Wake> wake)
    : name_(std::move(name)), settings_(std::move(settings)), notify_(std::move(notify)),
      wake_(std::move(wake)),
      chain_(settings_.devices, wake_,
             [this](std::size_t rank, const auto& error) { changed(rank, error); })
{
    router_.open(theStream);
    thread_ = std::thread([this] { run(); });
}

LiveSource::~LiveSource()
{
    stop_.store(true);
    wake_->ring();
    thread_.join();
    router_.closeAll();
}

LiveSource::Connection LiveSource::connect(const Format& format)
{
    auto input = LiveInput::create(format, settings_.clock);
    if (!input)
        return {};
    Connection connection{LiveInput::reader(input), input};
    {
        const std::lock_guard lock(mutex_);
        arriving_.push_back(std::move(input));
        wanted_ = format;
        ++state_.inputs;
    }
    wake_->ring();
    return connection;
}

void LiveSource::listen(std::shared_ptr<Branch> branch, const Format& wanted)
{
    {
        const std::lock_guard lock(mutex_);
        branches_.push_back(std::move(branch));
        wanted_ = wanted;
        router_.route(theStream, branches_);
    }
    wake_->ring();
}

void LiveSource::leave(const std::shared_ptr<Branch>& branch)
{
    {
        const std::lock_guard lock(mutex_);
        std::erase(branches_, branch);
        router_.route(theStream, branches_);
    }
    wake_->ring();
}

LiveSource::State LiveSource::state() const
{
    const std::lock_guard lock(mutex_);
    return state_;
}

void LiveSource::retry()
{
    retry_.store(true);
    wake_->ring();
}

void LiveSource::run()
{
    ::pthread_setname_np(::pthread_self(), "live source");
    while (!stop_.load()) {
        if (!admit())
            rest();
        else if (CaptureDevice* device = chain_.device())
            record(*device);
        else
            seek();
    }
}

/// False: nobody listens.
bool LiveSource::admit()
{
    std::erase_if(inputs_, [](const auto& input) { return input->abandoned(); });
    const std::lock_guard lock(mutex_);
    for (auto& input : arriving_) {
        if (chain_.device())
            input->format(chain_.device()->shape().format);
        inputs_.push_back(std::move(input));
    }
    arriving_.clear();
    state_.inputs = inputs_.size() + branches_.size();
    return state_.inputs > 0;
}

void LiveSource::rest()
{
    if (chain_.device())
        notify({.kind = LiveNotice::Kind::Closed, .device = chain_.name(chain_.rank())});
    chain_.close();
    wake_->tickEach(Nanoseconds(0));
    watch();
    wake_->sleepIf([this] {
        const std::lock_guard lock(mutex_);
        return arriving_.empty() && branches_.empty() && !stop_.load();
    });
    answer();
}

void LiveSource::seek()
{
    Format wanted;
    {
        const std::lock_guard lock(mutex_);
        wanted = wanted_;
    }
    wake_->tickEach(settings_.tick);
    chain_.seek([open = settings_.open, request = DeviceRequest{wanted, settings_.latency}](
                    const std::string& name) { return open(name, request); });
    if (!chain_.device()) {
        wake_->sleepIf([] { return true; });
        answer();
    }
}

void LiveSource::answer()
{
    const std::uint64_t ticks = wake_->answer();
    if (ticks > 0) {
        chain_.tick();
        still_ns_ += static_cast<std::int64_t>(ticks) * settings_.tick.value;
        if (chain_.device() && still_ns_ > settings_.still.value)
            chain_.lose({ErrorCode::System, ETIMEDOUT, chain_.name(chain_.rank())});
    }
    if (retry_.exchange(false))
        chain_.retry();
    chain_.collect();
    if (chain_.device() && chain_.rank() > 0)
        seek();
}

void LiveSource::record(CaptureDevice& device)
{
    const auto there = device.wait(wake_->fd());
    if (!there)
        return chain_.lose(there.error());
    if (const auto handed = hand(device, *there); !handed)
        return chain_.lose(handed.error());
    if (*there < device.shape().period)
        answer();
}

Result<void> LiveSource::hand(CaptureDevice& device, Frames frames)
{
    const Format& format = device.shape().format;
    while (frames > Frames(0)) {
        const PcmView pcm{format, device.begin(frames)};
        if (pcm.frames() == Frames(0))
            return fail(ErrorCode::ReadFailed, EIO, chain_.name(chain_.rank()));
        for (const auto& input : inputs_)
            input->pcm(pcm);
        router_.pcm(theStream, pcm);
        if (auto committed = device.commit(pcm.frames()); !committed)
            return committed;
        frames -= pcm.frames();
        still_ns_ = 0;
    }
    const std::uint32_t xruns = device.xruns() - device_xruns_;
    if (xruns == 0)
        return {};
    device_xruns_ += xruns;
    notify({.kind = LiveNotice::Kind::Xrun, .device = chain_.name(chain_.rank()), .count = xruns});
    const std::lock_guard lock(mutex_);
    state_.xruns += xruns;
    return {};
}

/// Shows the state as it is.
void LiveSource::watch()
{
    const std::lock_guard lock(mutex_);
    const CaptureDevice* device = chain_.device();
    state_.device = device ? chain_.name(chain_.rank()) : "";
    state_.rank = device ? chain_.rank() : 0;
    state_.format = device ? device->shape().format : Format();
    if (device && chain_.rank() == 0)
        state_.trouble.reset();
}

void LiveSource::changed(std::size_t rank, const std::optional<Error>& error)
{
    still_ns_ = 0;
    watch();
    if (error) {
        const std::lock_guard lock(mutex_);
        state_.trouble = error;
    } else {
        device_xruns_ = 0;
        for (const auto& input : inputs_)
            input->format(chain_.device()->shape().format);
        router_.format(theStream, chain_.device()->shape().format);
        wake_->tickEach(settings_.tick);
    }
    const auto kind = error ? LiveNotice::Kind::Failed : LiveNotice::Kind::Opened;
    notify({.kind = kind, .device = chain_.name(rank), .rank = rank, .error = error});
}

void LiveSource::notify(LiveNotice notice) const
{
    notice.name = name_;
    if (notify_)
        notify_(notice);
}

}  // namespace dsproxy

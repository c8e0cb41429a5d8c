// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/live_sink.h"

#include "engine/live/realtime.h"
#include "engine/pcm/convert.h"

#include <pthread.h>

namespace dsproxy {
namespace {

constexpr std::int64_t idleSeconds = 2;

/// The stream's samples can be played on it as they are.
bool suits(const Format& device, const Format& stream)
{
    return device.rate() == stream.rate() && device.channels() == stream.channels() &&
           device.layout().bits >= stream.layout().bits;
}

/// What a device is asked for. Others may join the stream: a telephone's sound is not to spoil
/// theirs.
Format worthy(const Format& stream)
{
    const bool coarse = !isConvertible(stream) || stream.layout().bits < 16;
    return Format(coarse ? AFMT_S16_LE : stream.afmt(),
                  Channels{std::max(stream.channels().count, 2u)},
                  stream.rate() < Rate{44100} ? Rate{48000} : stream.rate());
}

std::vector<std::string> withNull(std::vector<std::string> devices)
{
    devices.emplace_back("null");
    return devices;
}

}  // namespace

Result<std::unique_ptr<LiveSink>> LiveSink::create(std::string name, Settings settings,
                                                   LiveNotify notify)
{
    auto wake = Wake::create();
    if (!wake)
        return std::unexpected(wake.error());
    return std::unique_ptr<LiveSink>(
        new LiveSink(std::move(name), std::move(settings), std::move(notify), std::move(*wake)));
}

LiveSink::LiveSink(std::string name, Settings settings, LiveNotify notify,
                   std::shared_ptr<Wake> wake)
    : name_(std::move(name)), settings_(std::move(settings)), notify_(std::move(notify)),
      wake_(std::move(wake)),
      chain_(withNull(settings_.devices), wake_,
             [this](std::size_t rank, const auto& error) { changed(rank, error); }),
      thread_([this] { run(); })
{
}

LiveSink::~LiveSink()
{
    stop_.store(true);
    wake_->ring();
    thread_.join();
}

std::shared_ptr<MixInput> LiveSink::connect(const StreamFacts& facts,
                                            std::shared_ptr<Stream> steered)
{
    auto input = std::make_shared<MixInput>(facts, std::move(steered), wake_, settings_.clock);
    {
        const std::lock_guard lock(mutex_);
        arriving_.push_back(input);
        ++state_.inputs;
    }
    arrived_.store(true);
    wake_->ring();
    return input;
}

LiveSink::State LiveSink::state() const
{
    const std::lock_guard lock(mutex_);
    return state_;
}

void LiveSink::retry()
{
    retry_.store(true);
    wake_->ring();
}

void LiveSink::run()
{
    ::pthread_setname_np(::pthread_self(), "live sink");
    while (!stop_.load()) {
        admit();
        if (idle())
            rest();
        else if (PlaybackDevice* device = chain_.device())
            play(*device);
        else
            seek();
    }
}

/// Takes over inputs that were connected, forgets those that are played out.
void LiveSink::admit()
{
    mix_.tidy();
    std::vector<std::shared_ptr<MixInput>> arriving;
    if (arrived_.exchange(false)) {
        const std::lock_guard lock(mutex_);
        arriving.swap(arriving_);
    }
    reconsider_ |= !arriving.empty() && mix_.empty();
    for (auto& input : arriving)
        mix_.add(std::move(input));
    reconsider();
    if (chain_.device() && !reconsider_)
        mix_.enterNew();
}

bool LiveSink::idle() const
{
    if (!mix_.silent())
        return false;
    return !chain_.device() ||
           silence_ > Frames(idleSeconds * chain_.device()->shape().format.rate().hz);
}

void LiveSink::rest()
{
    const bool was_open = chain_.device() != nullptr;
    if (was_open)
        notify({.kind = LiveNotice::Kind::Closed, .device = chain_.name(chain_.rank())});
    tellCounts();
    mix_.leave();
    chain_.close();
    wake_->tickEach(Nanoseconds(0));
    watch();
    wake_->sleepIf([this] { return mix_.silent() && !arrived_.load() && !stop_.load(); });
    answer();
}

/// There is no device: waits for one. What the inputs get meanwhile stays in their lanes.
void LiveSink::seek()
{
    if (const auto wanted = mix_.wanted())
        request_ = {worthy(*wanted), settings_.latency};
    wake_->tickEach(settings_.tick);
    chain_.seek([open = settings_.open, request = request_](const std::string& name) {
        return open(name, request);
    });
    wake_->sleepIf([] { return true; });
    answer();
}

/// What has woken the thread.
void LiveSink::answer()
{
    const std::uint64_t ticks = wake_->answer();
    if (ticks > 0) {
        chain_.tick();
        tellCounts();
        still_ns_ += static_cast<std::int64_t>(ticks) * settings_.tick.value;
        if (chain_.device() && still_ns_ > settings_.still.value)
            chain_.lose({ErrorCode::System, ETIMEDOUT, chain_.name(chain_.rank())});
    }
    if (retry_.exchange(false))
        chain_.retry();
    chain_.collect();
    if (chain_.device() && chain_.rank() > 0)
        chain_.seek([open = settings_.open, request = request_](const std::string& name) {
            return open(name, request);
        });
}

/// A device that stays open for a while after its last input may not suit the next one.
void LiveSink::reconsider()
{
    const auto wanted = reconsider_ ? mix_.wanted() : std::nullopt;
    if (!wanted)
        return;
    reconsider_ = false;
    if (chain_.device() && !suits(chain_.device()->shape().format, *wanted) &&
        !(request_.format == worthy(*wanted))) {
        mix_.leave();
        chain_.close();
    }
}

void LiveSink::play(PlaybackDevice& device)
{
    const auto room = device.wait(wake_->fd());
    if (!room)
        return chain_.lose(room.error());
    if (const auto filled = fill(device, *room); !filled)
        return chain_.lose(filled.error());
    if (*room > Frames(0))
        account(device);
    if (*room < device.shape().period)
        answer();
}

Result<void> LiveSink::fill(PlaybackDevice& device, Frames room)
{
    const DeviceShape& shape = device.shape();
    silence_ = mix_.silent() ? silence_ + room : Frames(0);
    // An empty device starts with silence: what the inputs have is to last until more comes.
    Frames silent = room < shape.buffer ? Frames(0) : room - shape.period;
    while (room > Frames(0)) {
        const std::span<std::byte> memory = device.begin(silent > Frames(0) ? silent : room);
        const Frames frames = shape.format.frames(Bytes(std::ssize(memory)));
        if (frames == Frames(0))
            return fail(ErrorCode::WriteFailed, EIO, chain_.name(chain_.rank()));
        if (silent > Frames(0))
            oss_format_silence(shape.format.afmt(), memory.data(), static_cast<u32>(memory.size()),
                               0);
        else
            mix_.render(memory);
        silent = std::max(silent - frames, Frames(0));
        if (auto committed = device.commit(frames); !committed)
            return committed;
        room -= frames;
    }
    return {};
}

void LiveSink::account(PlaybackDevice& device)
{
    still_ns_ = 0;
    const PlaybackDevice::Position now = device.position();
    const std::uint32_t xruns = now.xruns - device_xruns_;
    device_xruns_ = now.xruns;
    if (xruns > 0)
        mix_.rebase();
    mix_.regulate(now);
    const std::uint64_t dropped = mix_.dropped();
    const std::lock_guard lock(mutex_);
    state_.inputs = mix_.size() + arriving_.size();
    state_.dropped = dropped;
    state_.delay = now.delay;
    state_.estimated = now.estimated;
    state_.xruns += xruns;
}

/// Shows the state as it is.
void LiveSink::watch()
{
    const std::lock_guard lock(mutex_);
    const PlaybackDevice* device = chain_.device();
    state_.device = device ? chain_.name(chain_.rank()) : "";
    state_.rank = device ? chain_.rank() : 0;
    const DeviceShape shape = device ? device->shape() : DeviceShape{};
    state_.format = shape.format;
    state_.period = shape.period;
    state_.buffer = shape.buffer;
    if (!device)
        state_.delay = Frames(0);
    if (device && chain_.rank() == 0)
        state_.trouble.reset();
}

/// Once, and only for a device that would hear it if we were late.
void LiveSink::hurry(const std::string& device)
{
    const auto found = findDevice(device);
    if (hurried_ || !found || !found->kind->realtime)
        return;
    hurried_ = true;
    wantRealtime();
}

void LiveSink::changed(std::size_t rank, const std::optional<Error>& error)
{
    still_ns_ = 0;
    if (!error) {
        hurry(chain_.name(rank));
        device_xruns_ = 0;
        silence_ = Frames(0);
        mix_.enter(chain_.device()->shape());
        wake_->tickEach(settings_.tick);
    }
    watch();
    if (error) {
        const std::lock_guard lock(mutex_);
        state_.trouble = error;
    }
    const auto kind = error ? LiveNotice::Kind::Failed : LiveNotice::Kind::Opened;
    notify({.kind = kind, .device = chain_.name(rank), .rank = rank, .error = error});
}

void LiveSink::notify(LiveNotice notice) const
{
    notice.name = name_;
    if (notify_)
        notify_(notice);
}

/// At most once a tick.
void LiveSink::tellCounts()
{
    const std::uint64_t dropped = mix_.dropped();
    std::uint32_t xruns = 0;
    std::string device;
    {
        const std::lock_guard lock(mutex_);
        state_.dropped = dropped;
        state_.inputs = mix_.size() + arriving_.size();
        xruns = state_.xruns;
        device = state_.device;
    }
    if (dropped != told_dropped_)
        notify({.kind = LiveNotice::Kind::Dropped,
                .device = device,
                .count = dropped - told_dropped_});
    if (xruns != told_xruns_)
        notify({.kind = LiveNotice::Kind::Xrun, .device = device, .count = xruns - told_xruns_});
    told_dropped_ = dropped;
    told_xruns_ = xruns;
}

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/null_device.h"

#include "engine/live/monotonic.h"
#include "engine/pcm/convert.h"

#include <poll.h>

#include <algorithm>
#include <vector>

namespace dsproxy {
namespace {

constexpr std::int64_t second_ns = 1'000'000'000;
constexpr std::int64_t periods = 4;
constexpr Frames block{4096};  // filled at a time, however long the buffer is

std::int64_t framesIn(std::uint64_t ns, Rate rate)
{
    const std::uint64_t rest = ns % second_ns * rate.hz / second_ns;
    return static_cast<std::int64_t>(ns / second_ns * rate.hz + rest);
}

/// Rounded up: by then the frame has passed.
std::int64_t timeOf(std::int64_t frames, Rate rate)
{
    const std::int64_t rest = frames % rate.hz;
    return frames / rate.hz * second_ns + (rest * second_ns + rate.hz - 1) / rate.hz;
}

/// The clock is CLOCK_MONOTONIC: after a sleep of the machine it goes on where it was.
class NullDevice final : public PlaybackDevice {
public:
    explicit NullDevice(const DeviceShape& shape)
        : shape_(shape),
          memory_(static_cast<std::size_t>(shape.format.bytes(std::min(shape.buffer, block)).value))
    {
    }

    const DeviceShape& shape() const override { return shape_; }
    Result<Frames> wait(int wake) override;
    std::span<std::byte> begin(Frames frames) override;
    Result<void> commit(Frames frames) override;
    Position position() override;

private:
    Frames played(std::uint64_t now_ns) const;
    Frames room(std::uint64_t now_ns);

    DeviceShape shape_;
    std::vector<std::byte> memory_;
    bool started_ = false;
    std::uint64_t start_ns_ = 0;
    Frames committed_;
    Frames base_;  ///< committed when the clock was started
    std::uint32_t xruns_ = 0;
};

Frames NullDevice::played(std::uint64_t now_ns) const
{
    if (!started_)
        return base_;
    return base_ + Frames(framesIn(now_ns - start_ns_, shape_.format.rate()));
}

Frames NullDevice::room(std::uint64_t now_ns)
{
    if (started_ && played(now_ns) > committed_) {
        ++xruns_;
        started_ = false;
        base_ = committed_;
    }
    return shape_.buffer - (committed_ - played(now_ns));
}

Result<Frames> NullDevice::wait(int wake)
{
    const std::uint64_t now_ns = monotonicNow();
    const Frames before = room(now_ns);
    if (before >= shape_.period)
        return before;
    const Frames missing = committed_ - base_ - shape_.buffer + shape_.period;
    const auto due_ns =
        static_cast<std::int64_t>(start_ns_) + timeOf(missing.value, shape_.format.rate());
    const std::int64_t left_ns =
        std::max<std::int64_t>(due_ns - static_cast<std::int64_t>(now_ns), 0);
    const timespec timeout{left_ns / second_ns, left_ns % second_ns};
    pollfd waiting{wake, POLLIN, 0};
    ::ppoll(&waiting, 1, &timeout, nullptr);
    return room(monotonicNow());
}

std::span<std::byte> NullDevice::begin(Frames frames)
{
    return std::span(memory_).first(static_cast<std::size_t>(
        shape_.format.bytes(std::min({frames, shape_.buffer, block})).value));
}

Result<void> NullDevice::commit(Frames frames)
{
    committed_ += frames;
    if (!started_ && committed_ - base_ >= shape_.period) {
        started_ = true;
        start_ns_ = monotonicNow();
    }
    return {};
}

PlaybackDevice::Position NullDevice::position()
{
    const std::uint64_t now_ns = monotonicNow();
    const Frames delay = committed_ - std::min(played(now_ns), committed_);
    return {committed_, delay, now_ns, xruns_, false};
}

/// Compressed formats have no samples to mix.
Format linear(const Format& format)
{
    if (isConvertible(format))
        return format;
    return Format(AFMT_S16_LE, format.channels(), format.rate());
}

Result<std::unique_ptr<PlaybackDevice>> open(const std::string&, const DeviceRequest& request)
{
    const Format format = linear(request.format);
    const auto latency_ns =
        static_cast<std::uint64_t>(std::max<std::int64_t>(request.latency.value, 0));
    const std::int64_t period =
        std::max<std::int64_t>(framesIn(latency_ns, format.rate()) / periods, 1);
    return std::make_unique<NullDevice>(
        DeviceShape{format, Frames(period), Frames(periods * period)});
}

std::vector<DeviceFacts> list()
{
    return {{.name = "null", .description = {}, .playback = true, .capture = false}};
}

}  // namespace

constinit const DeviceKind nullDeviceKind{"null", open, nullptr, list};

}  // namespace dsproxy

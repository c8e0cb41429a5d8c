// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/engine/live/virtual_card.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace dsproxy::test {
namespace {

constexpr std::int64_t periods = 4;
std::atomic<std::uint64_t> now_ns{1'000'000'000};

}  // namespace

std::uint64_t virtualNow()
{
    return now_ns.load();
}

void passTime(std::uint64_t ns)
{
    now_ns.fetch_add(ns);
}

class VirtualDevice final : public PlaybackDevice {
public:
    explicit VirtualDevice(std::shared_ptr<VirtualCard> card)
        : kept_(std::move(card)), card_(*kept_)
    {
        shape_ = {card_.format_, card_.period_, Frames(periods * card_.period_.value)};
        memory_.resize(static_cast<std::size_t>(shape_.format.bytes(shape_.buffer).value));
    }
    ~VirtualDevice() override
    {
        const std::lock_guard lock(card_.mutex_);
        ::close(card_.moved_);
        card_.moved_ = -1;
        card_.changed_.notify_all();
    }

    const DeviceShape& shape() const override { return shape_; }
    Result<Frames> wait(int wake) override;
    std::span<std::byte> begin(Frames frames) override
    {
        // Gives less than asked for, as a ring does.
        const std::int64_t fits = std::min(frames.value, card_.period_.value / 2 + 1);
        return std::span(memory_).first(
            static_cast<std::size_t>(shape_.format.bytes(Frames(fits)).value));
    }
    Result<void> commit(Frames frames) override
    {
        const std::lock_guard lock(card_.mutex_);
        const auto bytes = static_cast<std::ptrdiff_t>(shape_.format.bytes(frames).value);
        card_.pcm_.insert(card_.pcm_.end(), memory_.begin(), memory_.begin() + bytes);
        card_.committed_ += frames;
        return {};
    }
    Position position() override
    {
        const std::lock_guard lock(card_.mutex_);
        return {card_.committed_, card_.committed_ - card_.played_, virtualNow(), card_.xruns_,
                false};
    }

private:
    Frames room() const { return shape_.buffer - (card_.committed_ - card_.played_); }

    std::shared_ptr<VirtualCard> kept_;
    VirtualCard& card_;
    DeviceShape shape_;
    ByteVector memory_;
};

Result<Frames> VirtualDevice::wait(int wake)
{
    pollfd waiting[] = {{wake, POLLIN, 0}, {card_.moved_, POLLIN, 0}};
    for (;;) {
        {
            const std::lock_guard lock(card_.mutex_);
            if (card_.broken_)
                return fail(ErrorCode::System, ENODEV, "virtual");
            if (room() >= shape_.period || (waiting[0].revents & POLLIN))
                return room();
            card_.waiting_ = true;
            card_.changed_.notify_all();
        }
        ::poll(waiting, 2, -1);
        const std::lock_guard lock(card_.mutex_);
        card_.waiting_ = false;
        std::uint64_t count = 0;
        if ((waiting[1].revents & POLLIN) &&
            ::read(card_.moved_, &count, sizeof count) != sizeof count)
            return systemError("eventfd");
    }
}

Result<std::unique_ptr<PlaybackDevice>> VirtualCard::open(const DeviceRequest& request)
{
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !hanging_; });
    if (broken_)
        return fail(ErrorCode::OpenFailed, ENODEV, "virtual");
    format_ = offered_.value_or(request.format);
    committed_ = played_ = Frames(0);
    waiting_ = false;
    moved_ = ::eventfd(0, EFD_CLOEXEC);
    ++opens_;
    return std::make_unique<VirtualDevice>(shared_from_this());
}

void VirtualCard::offer(const Format& format)
{
    const std::lock_guard lock(mutex_);
    offered_ = format;
}

void VirtualCard::breakDown(bool broken)
{
    const std::lock_guard lock(mutex_);
    broken_ = broken;
    if (moved_ >= 0)
        ::eventfd_write(moved_, 1);
}

void VirtualCard::hang(bool hanging)
{
    const std::lock_guard lock(mutex_);
    hanging_ = hanging;
    changed_.notify_all();
}

bool VirtualCard::full() const
{
    return moved_ >= 0 && waiting_ && committed_ - played_ > Frames((periods - 1) * period_.value);
}

void VirtualCard::awaitFull(int opens)
{
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this, opens] { return full() && opens_ >= opens; });
}

void VirtualCard::awaitClosed()
{
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return moved_ < 0; });
}

void VirtualCard::play(Frames frames)
{
    std::unique_lock lock(mutex_);
    played_ += frames;
    if (played_ > committed_) {
        ++xruns_;
        played_ = committed_;
    }
    if (moved_ < 0)
        return;
    waiting_ = false;
    ::eventfd_write(moved_, 1);
    changed_.wait(lock, [this] { return full() || moved_ < 0; });
}

Format VirtualCard::format()
{
    const std::lock_guard lock(mutex_);
    return format_;
}

ByteVector VirtualCard::committed()
{
    const std::lock_guard lock(mutex_);
    return pcm_;
}

int VirtualCard::opens()
{
    const std::lock_guard lock(mutex_);
    return opens_;
}

}  // namespace dsproxy::test

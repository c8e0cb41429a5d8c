// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/live_input.h"

#include "engine/pcm/convert.h"

#include <algorithm>

namespace dsproxy {
namespace {

/// Of a second.
constexpr std::int64_t capacityPart = 4;
constexpr std::int64_t targetPart = 50;
/// Who has not asked for so long hears what is said now.
constexpr std::uint64_t stale_ns = 150'000'000;

Frames partOf(Rate rate, std::int64_t part)
{
    return Frames(std::max<std::int64_t>(rate.hz / part, 1));
}

}  // namespace

class LiveInput::Reader final : public CaptureInput {
public:
    explicit Reader(std::shared_ptr<LiveInput> input) : input_(std::move(input)) {}
    ~Reader() override { input_->abandoned_.store(true); }

    std::size_t available() const override { return input_->available(); }
    bool ended() const override { return input_->ended(); }
    std::size_t pull(std::span<std::byte> pcm) override { return input_->pull(pcm); }

private:
    std::shared_ptr<LiveInput> input_;
};

std::shared_ptr<LiveInput> LiveInput::create(const Format& wanted, Clock clock)
{
    if (!isConvertible(wanted))
        return nullptr;
    return std::shared_ptr<LiveInput>(new LiveInput(wanted, clock));
}

std::unique_ptr<CaptureInput> LiveInput::reader(std::shared_ptr<LiveInput> input)
{
    return std::make_unique<Reader>(std::move(input));
}

LiveInput::LiveInput(const Format& wanted, Clock clock)
    : wanted_(wanted), clock_(clock),
      lane_(std::make_shared<Lane>(wanted.rate(), wanted.channels(),
                                   partOf(wanted.rate(), capacityPart) + Frames(4096))),
      target_(partOf(wanted.rate(), targetPart).value), writer_(clock),
      follower_(wanted.rate(), partOf(wanted.rate(), targetPart)),
      ramp_(volume_, wanted.rate(), wanted.channels())
{
    writer_.enter(lane_);
}

void LiveInput::pcm(PcmView pcm)
{
    const std::uint64_t before = lane_->queue.written();
    writer_.push(pcm);
    // A block must have gone before the next one comes.
    const auto block = static_cast<std::int64_t>(lane_->queue.written() - before);
    const std::int64_t target = partOf(wanted_.rate(), targetPart).value + block;
    target_.store(std::min(target, lane_->queue.capacity().value / 2));
    follow();
}

/// Looks at what lay here when the program took some, as if it took them one by one.
void LiveInput::follow()
{
    const Lane::Stamp taken = taken_.load();
    if (taken == followed_)
        return;
    followed_ = taken;
    const std::uint64_t now_ns = clock_();
    const auto age_us =
        static_cast<std::int32_t>(static_cast<std::uint32_t>(now_ns / 1000) - taken.time_us);
    const auto written = static_cast<std::uint32_t>(lane_->queue.written());
    const double lies =
        static_cast<std::int32_t>(written - taken.frames) - age_us * 1e-6 * wanted_.rate().hz;
    const double excess = lies - static_cast<double>(target_.load());
    lane_->trim_ppb.store(follower_.update(excess, now_ns));
}

std::size_t LiveInput::available()
{
    skipStale(clock_());
    const Frames fill = lane_->queue.fill();
    flowing_ = flowing_ || fill.value >= target_.load() || lane_->left.load();
    if (!flowing_)
        return encoded_.size();
    return encoded_.size() + static_cast<std::size_t>(wanted_.bytes(fill).value);
}

bool LiveInput::ended() const
{
    return lane_->left.load() && lane_->queue.fill() == Frames(0) && encoded_.empty();
}

std::size_t LiveInput::pull(std::span<std::byte> pcm)
{
    refill(pcm.size());
    const std::size_t taken = std::min(pcm.size(), encoded_.size());
    std::copy_n(encoded_.begin(), taken, pcm.begin());
    encoded_.erase(encoded_.begin(), encoded_.begin() + static_cast<std::ptrdiff_t>(taken));
    return taken;
}

/// Encodes whole frames until there are so many bytes, or no more frames.
void LiveInput::refill(std::size_t bytes)
{
    if (encoded_.size() >= bytes || !flowing_)
        return;
    const auto frame = static_cast<std::size_t>(wanted_.frameBytes().value);
    const std::size_t wanted = (bytes - encoded_.size() + frame - 1) / frame;
    samples_.resize(wanted * wanted_.channels().count);
    const auto got = static_cast<std::size_t>(lane_->queue.pop(samples_).value);
    const std::uint64_t now_ns = clock_();
    taken_.store({static_cast<std::uint32_t>(lane_->queue.read()),
                  static_cast<std::uint32_t>(now_ns / 1000)});
    asked_ns_ = now_ns;
    flowing_ = got == wanted;
    samples_.resize(got * wanted_.channels().count);
    ramp_.apply(samples_);
    meter_.add(samples_, wanted_.channels());
    const std::size_t before = encoded_.size();
    encoded_.resize(before + got * frame);
    encode(wanted_.layout(), samples_, std::span(encoded_).subspan(before));
}

void LiveInput::skipStale(std::uint64_t now_ns)
{
    const bool stale = now_ns - asked_ns_ > stale_ns;
    asked_ns_ = now_ns;
    // Of what has ended, nothing newer comes.
    if (!stale || lane_->left.load())
        return;
    const Frames surplus = lane_->queue.fill() - Frames(target_.load());
    if (surplus > Frames(0))
        skipped_.fetch_add(static_cast<std::uint64_t>(lane_->queue.skip(surplus).value));
}

}  // namespace dsproxy

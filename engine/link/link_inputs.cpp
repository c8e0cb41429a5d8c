// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/link/link_inputs.h"

#include "engine/link/message.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace dsproxy::link {

namespace {

using Time = std::chrono::steady_clock;

/// A live input that nobody has read for so long is stale: the program had stopped recording.
constexpr std::chrono::seconds fresh{1};
/// Twice of that, so that what is fresh fits.
constexpr Nanoseconds held{2'000'000'000};

std::size_t capacityOf(const Format& format)
{
    return static_cast<std::size_t>(format.bytes(format.frames(held)).value);
}

}  // namespace

/// One capture stream in one format.
class LinkInputs::Input final : public CaptureInput {
public:
    Input(LinkInputs& inputs, std::uint32_t stream, Format format)
        : inputs_(inputs), stream_(stream), format_(format), steered_(inputs.feed_.stream(stream))
    {
        inputs_.enlist(*this);
    }

    ~Input() override
    {
        inputs_.leave(*this);
        if (steered_ && steered_->steering() == Steering{.rate_ppb = told_})
            steered_->steer({});
    }

    std::size_t available() const override
    {
        const std::lock_guard guard(lock_);
        if (ring_ && ring_->state() == InputRing::State::Live && Time::now() - pulled_ > fresh)
            ring_->skip();
        return whole();
    }

    bool ended() const override
    {
        const std::lock_guard guard(lock_);
        const bool silent = ring_ && ring_->state() == InputRing::State::Silent;
        return (silent || inputs_.deserted_.load()) && whole() == 0;
    }

    std::size_t pull(std::span<std::byte> pcm) override
    {
        const std::lock_guard guard(lock_);
        pulled_ = Time::now();
        if (!ring_)
            return 0;
        steer();
        return ring_->read(pcm.first(std::min(pcm.size(), whole())));
    }

    std::uint32_t stream() const { return stream_; }
    const Format& format() const { return format_; }

    /// A new ring, of which the old service knows nothing. Null: there can be none.
    const InputRing* renew()
    {
        auto ring = InputRing::create(capacityOf(format_));
        const std::lock_guard guard(lock_);
        ring_ = ring ? std::move(*ring) : nullptr;
        return ring_.get();
    }

private:
    std::size_t whole() const
    {
        const auto frame = static_cast<std::size_t>(format_.frameBytes().value);
        return ring_ ? ring_->ready() / frame * frame : 0;
    }

    /// Who plays live through the same open steers it already.
    void steer()
    {
        const std::int32_t rate = ring_->rate_ppb();
        if (!steered_ || rate == told_ || steered_->steering().look_us != 0)
            return;
        steered_->steer({.rate_ppb = rate});
        told_ = rate;
    }

    LinkInputs& inputs_;
    const std::uint32_t stream_;
    const Format format_;
    const std::shared_ptr<Stream> steered_;
    mutable std::mutex lock_;
    std::unique_ptr<InputRing> ring_;
    Time::time_point pulled_ = Time::now();
    std::int32_t told_ = 0;
};

std::unique_ptr<CaptureInput> LinkInputs::start(std::uint32_t stream, Format format)
{
    return std::make_unique<Input>(*this, stream, format);
}

void LinkInputs::enlist(Input& input)
{
    const std::lock_guard guard(lock_);
    inputs_.push_back(&input);
    offer(input);
}

void LinkInputs::leave(Input& input)
{
    const std::lock_guard guard(lock_);
    std::erase(inputs_, &input);
}

/// A message that cannot be sent is not repeated: the program records silence.
void LinkInputs::offer(Input& input)
{
    const InputRing* ring = send_ ? input.renew() : nullptr;
    if (!ring)
        return;
    const InputOrder order{input.stream(), input.format().params()};
    const std::array fds{ring->memory(), ring->doorbell()};
    send_(std::as_bytes(std::span(&order, 1)), fds);
}

void LinkInputs::attach(Send send)
{
    const std::lock_guard guard(lock_);
    send_ = std::move(send);
    deserted_.store(false);
    for (Input* input : inputs_)
        offer(*input);
}

void LinkInputs::detach()
{
    const std::lock_guard guard(lock_);
    send_ = nullptr;
    deserted_.store(true);
}

}  // namespace dsproxy::link

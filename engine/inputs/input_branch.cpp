// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/inputs/input_branch.h"

#include "engine/pcm/convert.h"

#include <poll.h>

#include <algorithm>
#include <array>

namespace dsproxy {

namespace {

using link::InputRing;

/// So much of a file lies ready: more would be heard after the program's input was changed.
constexpr Nanoseconds ahead{200'000'000};
/// So little of what is live: the program is to wait for no frame.
constexpr Nanoseconds reserve{10'000'000};
constexpr std::uint64_t window_ns = 1'000'000'000;

}  // namespace

InputBranch::InputBranch(std::shared_ptr<InputRing> ring, const Format& to,
                         std::shared_ptr<InputLevel> level, InputRing::State flow, Clock clock)
    : ring_(std::move(ring)), to_(to), level_(std::move(level)), flow_(flow), clock_(clock),
      controller_(to.rate())
{
    ring_->setRate(0);
    ring_->armBelow(0);
    ring_->setState(flow_ == InputRing::State::Live ? InputRing::State::Silent : flow_);
}

void InputBranch::format(const Format& format)
{
    const std::lock_guard guard(lock_);
    converter_.reset();
    if (!isConvertible(format))
        return;
    if (auto converter = Converter::open(format.channels(), format.rate(), to_))
        converter_ = std::move(*converter);
    ramp_.emplace(level_->volume, format.rate(), format.channels());
}

void InputBranch::pcm(PcmView pcm)
{
    const std::lock_guard guard(lock_);
    if (left_ || !converter_)
        return;
    if (flow_ == InputRing::State::Live)
        regulate();
    while (pcm.frames() > Frames(0))
        push(pcm.take(converter_->block()));
}

void InputBranch::push(PcmView pcm)
{
    const Format& from = pcm.format;
    samples_.resize(static_cast<std::size_t>(pcm.frames().value) * from.channels().count);
    decode(from.layout(), pcm.bytes, samples_);
    ramp_->apply(samples_);
    out_.clear();
    if (converter_->push(samples_, out_))
        hand();
}

/// Whole frames, as far as they fit.
void InputBranch::hand()
{
    const auto frame = static_cast<std::size_t>(to_.frameBytes().value);
    const std::size_t fitting = std::min(out_.size(), ring_->room() / frame * frame);
    ring_->write(std::span(out_).first(fitting));
    level_->frames.fetch_add(fitting / frame);
    level_->dropped.fetch_add((out_.size() - fitting) / frame);
    if (!flows_ && fitting > 0)
        ring_->setState(flow_);
    flows_ = flows_ || fitting > 0;
}

/// The least that ever lies in the ring tells whose clock is faster. A program that has stopped
/// recording tells nothing.
void InputBranch::regulate()
{
    const std::size_t there = ring_->capacity() - ring_->room();
    least_ = std::min(least_.value_or(there), there);
    const std::uint64_t now_ns = clock_();
    if (seen_ns_ == 0 || there > ring_->capacity() / 2) {
        seen_ns_ = now_ns;
        least_.reset();
        return controller_.rebase();
    }
    if (now_ns - seen_ns_ < window_ns)
        return;
    const Frames spare = to_.frames(Bytes(static_cast<std::int64_t>(*least_)));
    // The controller says what the source would have to do; it is the program that can.
    const auto excess = static_cast<double>((spare - to_.frames(reserve)).value);
    ring_->setRate(-controller_.update(excess, now_ns));
    seen_ns_ = now_ns;
    least_.reset();
}

void InputBranch::end()
{
    const std::lock_guard guard(lock_);
    if (left_)
        return;
    out_.clear();
    if (converter_ && converter_->flush(out_))
        hand();
    ring_->setState(InputRing::State::Silent);
    converter_.reset();
    left_ = true;
}

bool InputBranch::waitForRoom(int stop)
{
    const auto mark = static_cast<std::size_t>(to_.bytes(to_.frames(ahead)).value);
    for (;;) {
        {
            const std::lock_guard guard(lock_);
            if (left_)
                return false;
            if (ring_->armBelow(std::max<std::size_t>(mark, 1)))
                return true;
        }
        std::array wake{pollfd{ring_->doorbell(), POLLIN, 0}, pollfd{stop, POLLIN, 0}};
        ::poll(wake.data(), wake.size(), -1);
        if (wake[1].revents)
            return false;
    }
}

void InputBranch::leave()
{
    const std::lock_guard guard(lock_);
    left_ = true;
}

}  // namespace dsproxy

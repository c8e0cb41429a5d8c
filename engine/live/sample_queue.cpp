// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/sample_queue.h"

#include <algorithm>

namespace dsproxy {

SampleQueue::SampleQueue(Channels channels, Frames capacity)
    : channels_(channels.count), capacity_(static_cast<std::size_t>(capacity.value)),
      samples_(channels_ * capacity_)
{
}

Frames SampleQueue::push(std::span<const double> samples)
{
    const std::uint64_t written = written_.load();
    const std::size_t room = capacity_ - static_cast<std::size_t>(written - read_.load());
    const std::size_t frames = std::min(samples.size() / channels_, room);
    const std::size_t start = written % capacity_;
    const std::size_t first = std::min(frames, capacity_ - start);
    std::ranges::copy(samples.first(first * channels_), samples_.data() + start * channels_);
    std::ranges::copy(samples.subspan(first * channels_, (frames - first) * channels_),
                      samples_.data());
    written_.store(written + frames);
    return Frames(static_cast<std::int64_t>(frames));
}

Frames SampleQueue::pop(std::span<double> samples)
{
    const std::uint64_t read = read_.load();
    const std::size_t frames =
        std::min(samples.size() / channels_, static_cast<std::size_t>(written_.load() - read));
    const std::size_t start = read % capacity_;
    const std::size_t first = std::min(frames, capacity_ - start);
    const double* const begin = samples_.data() + start * channels_;
    std::copy_n(begin, first * channels_, samples.data());
    std::copy_n(samples_.data(), (frames - first) * channels_, samples.data() + first * channels_);
    read_.store(read + frames);
    return Frames(static_cast<std::int64_t>(frames));
}

Frames SampleQueue::skip(Frames frames)
{
    const Frames skipped = std::min(frames, fill());
    read_.fetch_add(static_cast<std::uint64_t>(skipped.value));
    return skipped;
}

Frames SampleQueue::fill() const
{
    // In this order the difference is never negative, whoever moves meanwhile.
    const std::uint64_t read = read_.load();
    return Frames(static_cast<std::int64_t>(written_.load() - read));
}

}  // namespace dsproxy

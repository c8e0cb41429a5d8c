// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/capture.h"

#include <algorithm>

namespace dsproxy::process {

namespace {

/// An input may lag this long (a slow disk) before the program gets silence instead.
constexpr std::uint64_t patience_ns = 500'000'000;

bool same(const oss_params& a, const oss_params& b)
{
    return a.afmt == b.afmt && a.channels == b.channels && a.rate == b.rate;
}

}  // namespace

std::span<std::byte> Capture::buffer()
{
    return mapped_.empty() ? std::span(own_) : mapped_;
}

void Capture::adapt(const oss_stream& oss)
{
    if (mapped_.empty() && own_.size() != oss_buffer_bytes(&oss.geometry))
        own_.assign(oss_buffer_bytes(&oss.geometry), std::byte{0});
    // What was recorded before the program had chosen its settings is taken back by the clock.
    const bool anew = oss.played < filled_;
    filled_ = std::min(filled_, oss.played);
    if (same(params_, oss.params) && !anew)
        return;
    params_ = oss.params;
    if (inputs_)
        input_ = inputs_->start(stream_, Format(params_));
    lagging_since_ns_ = 0;
}

std::uint64_t Capture::limit(const oss_stream& oss, std::uint64_t now_ns)
{
    constexpr std::uint64_t unlimited = ~std::uint64_t{0};
    adapt(oss);
    if (!input_ || input_->ended())
        return unlimited;
    const std::size_t available = input_->available();
    if (available > 0) {
        lagging_since_ns_ = 0;
        return std::max(filled_, oss.played) + available;
    }
    if (lagging_since_ns_ == 0)
        lagging_since_ns_ = now_ns;
    return now_ns - lagging_since_ns_ < patience_ns ? std::max(filled_, oss.played) : unlimited;
}

void Capture::fill(const oss_stream& oss, std::span<std::byte> piece, std::uint64_t position)
{
    std::size_t taken = 0;
    while (input_ && taken < piece.size()) {
        const std::size_t got = input_->pull(piece.subspan(taken));
        if (got == 0)
            break;
        taken += got;
    }
    const auto rest = piece.subspan(taken);
    oss_format_silence(oss.params.afmt, rest.data(), static_cast<u32>(rest.size()),
                       position + taken);
}

void Capture::follow(const oss_stream& oss)
{
    adapt(oss);
    const std::size_t size = buffer().size();
    if (size == 0)
        return;
    // After an overrun or a reset the skipped bytes are nobody's.
    filled_ = std::max(filled_, oss.reset_at);
    if (oss.played - filled_ > size)
        filled_ = oss.played - size;
    while (filled_ < oss.played) {
        const std::size_t start = (filled_ - oss.reset_at) % size;
        const std::size_t bytes = std::min<std::uint64_t>(oss.played - filled_, size - start);
        fill(oss, buffer().subspan(start, bytes), filled_);
        filled_ += bytes;
    }
}

std::vector<std::byte> Capture::recorded(const oss_stream& oss)
{
    const auto all = buffer();
    const std::uint64_t oldest = filled_ - std::min<std::uint64_t>(filled_, all.size());
    std::vector<std::byte> pcm;
    for (std::uint64_t at = std::max({oss.metered, oss.reset_at, oldest}); at < filled_;) {
        const std::size_t start = (at - oss.reset_at) % all.size();
        const auto piece =
            all.subspan(start, std::min<std::uint64_t>(filled_ - at, all.size() - start));
        pcm.insert(pcm.end(), piece.begin(), piece.end());
        at += piece.size();
    }
    return pcm;
}

std::array<std::span<std::byte>, 2> Capture::source(const oss_stream& oss, std::size_t bytes)
{
    const auto all = buffer();
    if (all.empty())
        return {};
    const std::size_t start = (oss.written - oss.reset_at) % all.size();
    const std::size_t first = std::min(bytes, all.size() - start);
    return {all.subspan(start, first), all.first(bytes - first)};
}

}  // namespace dsproxy::process

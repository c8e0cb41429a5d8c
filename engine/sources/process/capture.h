// SPDX-License-Identifier: GPL-2.0-or-later
/// The way of PCM from an input, or of silence, to a program that records.
#pragma once

#include "engine/seam/capture_input.h"
#include "oss/dsp.h"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace dsproxy::process {

/// Holds the program's capture buffer. Not thread-safe: the device's lock is held.
class Capture {
public:
    Capture(CaptureInputs* inputs, std::uint32_t stream) : inputs_(inputs), stream_(stream) {}

    /// How far the input can follow the clock, as a position; ~0 when nothing holds it up.
    std::uint64_t limit(const oss_stream& oss, std::uint64_t now_ns);

    /// Fills the buffer up to what the clock has recorded.
    void follow(const oss_stream& oss);

    /// The bytes that the program reads next, at most BYTES, in one or two pieces.
    std::array<std::span<std::byte>, 2> source(const oss_stream& oss, std::size_t bytes);

    /// What has been recorded since the meter last looked, as far as it is still there.
    std::vector<std::byte> recorded(const oss_stream& oss);

    /// In mmap mode the program's own pages are the buffer.
    void useBuffer(std::span<std::byte> mapped) { mapped_ = mapped; }

private:
    void adapt(const oss_stream& oss);
    std::span<std::byte> buffer();
    void fill(const oss_stream& oss, std::span<std::byte> piece, std::uint64_t position);

    CaptureInputs* inputs_;
    const std::uint32_t stream_;
    std::unique_ptr<CaptureInput> input_;
    oss_params params_{};
    std::vector<std::byte> own_;
    std::span<std::byte> mapped_;
    std::uint64_t filled_ = 0;
    std::uint64_t lagging_since_ns_ = 0;
};

}  // namespace dsproxy::process

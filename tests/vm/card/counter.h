// SPDX-License-Identifier: GPL-2.0-or-later
/// A signal in which each frame says which one it is, counted from 1; silence is 0.
#pragma once

#include "engine/live/capture_device.h"
#include "engine/live/playback_device.h"

#include <cstdint>
#include <vector>

namespace dsproxy::test {

/// Of any format whose frames have at least four bytes: the number is in the first four, and the
/// rest repeats it.
class Counter {
public:
    explicit Counter(Format format) : bytes_(static_cast<std::size_t>(format.frameBytes().value)) {}

    /// Fills PCM with the next frames.
    void write(std::span<std::byte> pcm)
    {
        for (std::size_t at = 0; at < pcm.size(); at += bytes_) {
            ++written_;
            for (std::size_t i = 0; i < bytes_; ++i)
                pcm[at + i] = byteOf(written_, i);
        }
    }
    std::uint32_t written() const { return written_; }

    /// Appends the numbers of the frames of PCM; one that is torn or altered is UINT32_MAX.
    void read(std::span<const std::byte> pcm, std::vector<std::uint32_t>& numbers) const
    {
        for (std::size_t at = 0; at < pcm.size(); at += bytes_) {
            std::uint32_t number = 0;
            for (std::size_t i = 0; i < 4; ++i)
                number |= std::to_integer<std::uint32_t>(pcm[at + i]) << 8 * i;
            for (std::size_t i = 0; i < bytes_; ++i)
                if (pcm[at + i] != byteOf(number, i))
                    number = UINT32_MAX;
            numbers.push_back(number);
        }
    }

private:
    static std::byte byteOf(std::uint32_t number, std::size_t i)
    {
        return static_cast<std::byte>(number >> 8 * (i % 4));
    }

    std::size_t bytes_;
    std::uint32_t written_ = 0;
};

}  // namespace dsproxy::test

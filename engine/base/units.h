// SPDX-License-Identifier: GPL-2.0-or-later
/// Frames, bytes, rates and channels do not mix; only pcm/format.h converts between them.
#pragma once

#include <compare>
#include <cstdint>

namespace dsproxy {

/// A count with a unit. Same units add and compare; different ones do not compile.
template <class Unit> struct Count {
    std::int64_t value = 0;

    constexpr Count() = default;
    constexpr explicit Count(std::int64_t n) : value(n) {}
    constexpr auto operator<=>(const Count&) const = default;
    constexpr Count operator+(Count other) const { return Count(value + other.value); }
    constexpr Count operator-(Count other) const { return Count(value - other.value); }
    constexpr Count& operator+=(Count other)
    {
        value += other.value;
        return *this;
    }
    constexpr Count& operator-=(Count other)
    {
        value -= other.value;
        return *this;
    }
};

using Frames = Count<struct FramesUnit>;
using Bytes = Count<struct BytesUnit>;
using Nanoseconds = Count<struct NanosecondsUnit>;

struct Rate {
    std::uint32_t hz = 0;
    constexpr auto operator<=>(const Rate&) const = default;
};

struct Channels {
    std::uint32_t count = 0;
    constexpr auto operator<=>(const Channels&) const = default;
};

}  // namespace dsproxy

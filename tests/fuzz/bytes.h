// SPDX-License-Identifier: GPL-2.0-or-later
/// The input of a fuzz target, taken piece by piece from its front. At the end come zeros, so that
/// every prefix of an input is an input.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>

namespace dsproxy::fuzz {

class Bytes {
public:
    Bytes(const std::uint8_t* data, std::size_t size) : left_(data, size) {}

    bool empty() const { return left_.empty(); }

    template <typename T> T take()
    {
        static_assert(std::is_trivially_copyable_v<T>);
        T value{};
        const auto bytes = some(sizeof value);
        if (!bytes.empty())
            std::memcpy(&value, bytes.data(), bytes.size());
        return value;
    }

    std::uint8_t byte() { return take<std::uint8_t>(); }
    bool flag() { return byte() & 1; }
    std::uint32_t below(std::uint32_t n) { return take<std::uint16_t>() % n; }

    /// The next SIZE bytes, or what is left.
    std::span<const std::uint8_t> some(std::size_t size)
    {
        const auto taken = left_.first(std::min(size, left_.size()));
        left_ = left_.subspan(taken.size());
        return taken;
    }

    std::string text(std::size_t size)
    {
        const auto bytes = some(size);
        return {bytes.begin(), bytes.end()};
    }

    std::string rest() { return text(left_.size()); }

private:
    std::span<const std::uint8_t> left_;
};

}  // namespace dsproxy::fuzz

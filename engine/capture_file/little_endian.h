// SPDX-License-Identifier: GPL-2.0-or-later
/// Numbers as a capture file has them: little-endian, without padding.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace dsproxy::capture_file {

/// Appends to a buffer.
class ByteWriter {
public:
    explicit ByteWriter(std::vector<std::byte>& out) : out_(out) {}

    ByteWriter& number(std::integral auto value)
    {
        auto rest = static_cast<std::uint64_t>(value);
        for (std::size_t i = 0; i < sizeof value; ++i, rest >>= 8)
            out_.push_back(static_cast<std::byte>(rest));
        return *this;
    }
    ByteWriter& bytes(std::span<const std::byte> bytes)
    {
        out_.insert(out_.end(), bytes.begin(), bytes.end());
        return *this;
    }
    /// Its length, then its bytes.
    ByteWriter& text(std::string_view text)
    {
        return number(static_cast<std::uint32_t>(text.size()))
            .bytes(std::as_bytes(std::span(text)));
    }

private:
    std::vector<std::byte>& out_;
};

/// Takes from the front. What is not there is 0 or empty, and complete() is false from then on.
class ByteReader {
public:
    explicit ByteReader(std::span<const std::byte> left) : left_(left) {}

    template <std::integral T> T number()
    {
        std::uint64_t value = 0;
        const auto taken = bytes(sizeof(T));
        for (std::size_t i = taken.size(); i > 0; --i)
            value = value << 8 | std::to_integer<std::uint64_t>(taken[i - 1]);
        return static_cast<T>(value);
    }
    std::span<const std::byte> bytes(std::size_t count)
    {
        if (count > left_.size()) {
            complete_ = false;
            left_ = {};
            return {};
        }
        const auto taken = left_.first(count);
        left_ = left_.subspan(count);
        return taken;
    }
    std::string_view text()
    {
        const auto taken = bytes(number<std::uint32_t>());
        return {reinterpret_cast<const char*>(taken.data()), taken.size()};
    }

    std::span<const std::byte> left() const { return left_; }
    bool complete() const { return complete_; }

private:
    std::span<const std::byte> left_;
    bool complete_ = true;
};

}  // namespace dsproxy::capture_file

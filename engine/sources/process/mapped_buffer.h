// SPDX-License-Identifier: GPL-2.0-or-later
/// The buffer of a program that uses mmap(): a sealed memfd in its memory and in ours.
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "engine/sources/process/task.h"

#include <cstddef>
#include <span>

namespace dsproxy::process {

class MappedBuffer {
public:
    static Result<MappedBuffer> create(std::size_t bytes);
    MappedBuffer(MappedBuffer&& other) noexcept;
    MappedBuffer& operator=(MappedBuffer&&) = delete;
    ~MappedBuffer();

    std::span<std::byte> bytes() const { return {memory_, bytes_}; }
    std::size_t pageBytes() const { return page_bytes_; }
    int memfd() const { return memfd_.get(); }
    FileIdentity identity() const { return identity_; }

private:
    MappedBuffer(UniqueFd memfd, std::byte* memory, std::size_t bytes, std::size_t page_bytes);

    UniqueFd memfd_;
    std::byte* memory_;
    std::size_t bytes_;
    std::size_t page_bytes_;
    FileIdentity identity_;
};

}  // namespace dsproxy::process

// SPDX-License-Identifier: GPL-2.0-or-later
/// Memory of a driver, mapped until the end of the object.
#pragma once

#include "engine/base/result.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>

namespace dsproxy {

class MappedMemory {
public:
    MappedMemory() = default;
    MappedMemory(MappedMemory&& other) noexcept
        : start_(std::exchange(other.start_, nullptr)), size_(other.size_)
    {
    }
    MappedMemory& operator=(MappedMemory&& other) noexcept
    {
        std::swap(start_, other.start_);
        std::swap(size_, other.size_);
        return *this;
    }
    ~MappedMemory()
    {
        if (start_)
            ::munmap(start_, size_);
    }

    /// Whole pages that hold SIZE bytes.
    static Result<MappedMemory> map(int fd, off_t offset, std::size_t size, int protection)
    {
        const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
        MappedMemory memory;
        memory.size_ = (size + page - 1) / page * page;
        void* start = ::mmap(nullptr, memory.size_, protection, MAP_SHARED, fd, offset);
        if (start == MAP_FAILED)
            return systemError("mmap");
        memory.start_ = start;
        return memory;
    }

    std::byte* data() const { return static_cast<std::byte*>(start_); }
    explicit operator bool() const { return start_ != nullptr; }

private:
    void* start_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace dsproxy

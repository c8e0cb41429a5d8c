// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/seam/pcm_ring.h"

#include <sys/mman.h>

#include <algorithm>

namespace dsproxy {

Result<std::shared_ptr<PcmRing>> PcmRing::create(std::size_t capacity)
{
    const std::size_t page = 4096;
    capacity = (capacity + page - 1) / page * page;
    // No file behind it: the user's limit of file sizes is for his recordings.
    void* memory =
        ::mmap(nullptr, capacity, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return systemError("mmap");
    return std::shared_ptr<PcmRing>(new PcmRing(static_cast<std::byte*>(memory), capacity));
}

PcmRing::~PcmRing()
{
    ::munmap(memory_, capacity_);
}

PcmRing::Pieces PcmRing::at(std::uint64_t position, std::size_t bytes) const
{
    const std::size_t start = position % capacity_;
    const std::size_t first = std::min(bytes, capacity_ - start);
    return {std::span(memory_ + start, first), std::span(memory_, bytes - first)};
}

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/seam/pcm_ring.h"

#include <fcntl.h>
#include <sys/mman.h>

#include <algorithm>

namespace dsproxy {

Result<std::shared_ptr<PcmRing>> PcmRing::create(std::size_t capacity)
{
    const std::size_t page = 4096;
    capacity = (capacity + page - 1) / page * page;
    UniqueFd memfd(::memfd_create("dsproxy-ring", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!memfd || ::ftruncate(memfd.get(), static_cast<off_t>(capacity)) < 0)
        return systemError("memfd_create");
    // A peer that could shrink the file would turn our reads into SIGBUS.
    if (::fcntl(memfd.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) < 0)
        return systemError("F_ADD_SEALS");
    void* memory = ::mmap(nullptr, capacity, PROT_READ | PROT_WRITE, MAP_SHARED, memfd.get(), 0);
    if (memory == MAP_FAILED)
        return systemError("mmap");
    return std::shared_ptr<PcmRing>(
        new PcmRing(std::move(memfd), static_cast<std::byte*>(memory), capacity));
}

PcmRing::PcmRing(UniqueFd memfd, std::byte* memory, std::size_t capacity)
    : memfd_(std::move(memfd)), memory_(memory), capacity_(capacity)
{
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

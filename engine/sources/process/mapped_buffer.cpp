// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/mapped_buffer.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <utility>

namespace dsproxy::process {

Result<MappedBuffer> MappedBuffer::create(std::size_t bytes)
{
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    const std::size_t page_bytes = (bytes + page - 1) / page * page;
    UniqueFd memfd(::memfd_create("dsp", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!memfd || ::ftruncate(memfd.get(), static_cast<off_t>(page_bytes)) < 0)
        return systemError("memfd_create");
    // The program could else truncate it under our feet.
    ::fcntl(memfd.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
    void* memory = ::mmap(nullptr, page_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, memfd.get(), 0);
    if (memory == MAP_FAILED)
        return systemError("mmap");
    return MappedBuffer(std::move(memfd), static_cast<std::byte*>(memory), bytes, page_bytes);
}

MappedBuffer::MappedBuffer(UniqueFd memfd, std::byte* memory, std::size_t bytes,
                           std::size_t page_bytes)
    : memfd_(std::move(memfd)), memory_(memory), bytes_(bytes), page_bytes_(page_bytes)
{
    struct stat status{};
    ::fstat(memfd_.get(), &status);
    identity_ = {status.st_dev, status.st_ino};
}

MappedBuffer::MappedBuffer(MappedBuffer&& other) noexcept
    : memfd_(std::move(other.memfd_)), memory_(std::exchange(other.memory_, nullptr)),
      bytes_(other.bytes_), page_bytes_(other.page_bytes_), identity_(other.identity_)
{
}

MappedBuffer::~MappedBuffer()
{
    if (memory_)
        ::munmap(memory_, page_bytes_);
}

}  // namespace dsproxy::process

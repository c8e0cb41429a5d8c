// SPDX-License-Identifier: GPL-2.0-or-later
/// Two pages of memory with a forbidden one behind: arguments can end exactly at the edge.
#pragma once

#include "expect.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstring>

namespace dsproxy::check {

class GuardedPages {
public:
    GuardedPages() : page_(static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)))
    {
        void* memory =
            ::mmap(nullptr, 3 * page_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        require(isTrue("memory can be mapped", memory != MAP_FAILED));
        base_ = static_cast<unsigned char*>(memory);
        ::mprotect(base_ + 2 * page_, page_, PROT_NONE);
    }
    GuardedPages(const GuardedPages&) = delete;
    GuardedPages& operator=(const GuardedPages&) = delete;
    ~GuardedPages() { ::munmap(base_, 3 * page_); }

    unsigned char* begin() const { return base_; }
    unsigned char* end() const { return base_ + 2 * page_; }  ///< the first forbidden byte
    std::size_t page() const { return page_; }
    void readOnly() const { ::mprotect(base_, 2 * page_, PROT_READ); }
    void fill(int byte) const { std::memset(base_, byte, 2 * page_); }

    /// Is every byte outside [FROM, FROM + BYTES) still BYTE?
    bool onlyChanged(const unsigned char* from, std::size_t bytes, int byte) const
    {
        for (const unsigned char* p = base_; p != end(); ++p) {
            if ((p < from || p >= from + bytes) && *p != byte)
                return false;
        }
        return true;
    }

private:
    std::size_t page_;
    unsigned char* base_;
};

}  // namespace dsproxy::check

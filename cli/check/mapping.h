// SPDX-License-Identifier: GPL-2.0-or-later
/// A mapped buffer of a dsp.
#pragma once

#include "device.h"
#include "report.h"

#include <sys/mman.h>

namespace dsproxy::check {

/// mmap() with a note; MAP_FAILED: ERROR says why.
inline void* mapped(int fd, std::size_t bytes, int protection, Answer& answer, off_t offset = 0)
{
    const unsigned slot = noteBegin("mmap(" + std::to_string(fd) + ", " + std::to_string(bytes) +
                                    " bytes, " + (protection & PROT_WRITE ? "write" : "read") +
                                    ", offset " + std::to_string(offset) + ")");
    void* memory = ::mmap(nullptr, bytes, protection, MAP_SHARED, fd, offset);
    answer = answerOf(memory == MAP_FAILED ? -1 : 0);
    noteEnd(slot, answer.ok() ? " = mapped" : " = failed");
    return memory;
}

class Mapping {
public:
    /// Skips the case when the device cannot be mapped.
    Mapping(const Device& dsp, std::size_t bytes, int protection) : bytes_(bytes)
    {
        if (!(dsp.must(SNDCTL_DSP_GETCAPS) & DSP_CAP_MMAP))
            skip("no DSP_CAP_MMAP");
        Answer answer;
        memory_ = static_cast<unsigned char*>(mapped(dsp.fd(), bytes, protection, answer));
        require(check::ok("mmap", answer));
    }
    Mapping(const Mapping&) = delete;
    Mapping& operator=(const Mapping&) = delete;
    ~Mapping()
    {
        if (memory_ != MAP_FAILED)
            ::munmap(memory_, bytes_);
    }

    volatile unsigned char* data() const { return memory_; }
    std::size_t size() const { return bytes_; }

private:
    unsigned char* memory_ = static_cast<unsigned char*>(MAP_FAILED);
    std::size_t bytes_;
};

}  // namespace dsproxy::check

// SPDX-License-Identifier: GPL-2.0-or-later
/// Reads a hardware pointer and the time it was taken at as a pair, from a page that the kernel
/// writes meanwhile: pointer first, then seconds and nanoseconds, without a lock.
#pragma once

#include <cstdint>

namespace dsproxy {

/// The hardware was at this frame at this time.
struct HardwareReading {
    unsigned long pointer = 0;
    std::uint64_t time_ns = 0;  ///< CLOCK_MONOTONIC
};

class SteadyReader {
public:
    /// PAGE has pointer() and time_ns(); each call reads the memory anew. What cannot be read
    /// untorn in a few attempts is answered with the last pair that was.
    template <class Page> HardwareReading read(const Page& page)
    {
        constexpr int attempts = 8;
        for (int attempt = 0; attempt < attempts; ++attempt) {
            const HardwareReading reading{page.pointer(), page.time_ns()};
            const bool changed =
                page.pointer() != reading.pointer || page.time_ns() != reading.time_ns;
            if (!changed && !halfWritten(reading))
                return last_ = reading;
        }
        return last_;
    }

    /// The pointer was set anew and is at zero; the page keeps its time.
    void restarted() { last_.pointer = 0; }

private:
    /// A pointer that moved has a new time: an old one is about to be written.
    bool halfWritten(const HardwareReading& reading) const
    {
        return reading.pointer != last_.pointer && reading.time_ns == last_.time_ns;
    }

    HardwareReading last_;
};

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
/// The kernel's side of a card's PCM, by its descriptor alone: the DMA ring, the status page and
/// the control page. alsa-lib has set it up and is not asked again while it runs.
#pragma once

#include "engine/base/result.h"
#include "engine/card/channel_areas.h"
#include "engine/card/steady_reader.h"

#include <memory>

namespace dsproxy {

/// How positions are read and written. Some drivers and machines do not let the pages be mapped;
/// they are copied to and fro by one ioctl then.
enum class CardPages { WherePossible, Never };

class KernelPcm {
public:
    enum class State { Prepared, Running, Xrun, Suspended, Gone, Other };

    struct Ring {
        Frames frames;
        std::uint32_t channels;
        Bytes sample;  ///< of one channel
    };

    /// Of a PCM whose parameters are set for mapped access; FD stays the caller's and must live
    /// longer. Unsupported when the driver does not let its ring be mapped.
    static Result<std::unique_ptr<KernelPcm>> map(int fd, const Ring& ring, CardPages pages);
    ~KernelPcm();

    int fd() const { return fd_; }
    bool mapped() const { return mapped_; }
    const ChannelAreas& ring() const { return ring_; }

    /// Brings what the functions below tell up to date. No system call where the pages are mapped.
    Result<void> refresh();
    State state() const;
    unsigned long hardwarePointer() const;
    unsigned long applicationPointer() const;
    HardwareReading reading();
    /// The samples up to POINTER are written, or read. No system call where pages are mapped.
    Result<void> setApplicationPointer(unsigned long pointer);

    /// Both pointers are at zero afterwards.
    Result<void> prepare();
    Result<void> start();
    /// Goes on after a suspend, where the driver can.
    Result<void> resume();
    void drop();

private:
    struct Memory;
    class Page;

    KernelPcm(int fd, std::unique_ptr<Memory> memory);
    Result<void> mapRing(const Ring& ring);
    bool mapPages();
    Result<void> synchronize(unsigned flags);
    Result<void> command(unsigned long request);

    int fd_;
    std::unique_ptr<Memory> memory_;
    ChannelAreas ring_;
    SteadyReader reader_;
    bool mapped_ = false;
};

}  // namespace dsproxy

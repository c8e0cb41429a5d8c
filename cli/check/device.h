// SPDX-License-Identifier: GPL-2.0-or-later
/// An open dsp or mixer; every call is noted for the report.
#pragma once

#include "answer.h"
#include "expect.h"
#include "sound_abi.h"

#include <fcntl.h>
#include <unistd.h>

#include <string>

namespace dsproxy::check {

class Device {
public:
    /// The device under test. Skips the case when it lacks this direction or is busy.
    explicit Device(int flags);

    /// Another node; a failed open is for the caller to judge: opened().
    Device(const std::string& path, int flags);

    /// Takes an open fd.
    static Device adopt(int fd);

    Device(Device&& other) noexcept;
    Device& operator=(Device&&) = delete;
    ~Device();  ///< drops what is queued, so that no case waits for it

    int fd() const { return fd_; }
    const Answer& opened() const { return opened_; }
    int release();

    Answer set(unsigned long cmd, int value) const;  ///< int in, int out
    Answer get(unsigned long cmd) const { return set(cmd, 0); }
    Answer call(unsigned long cmd) const;            ///< no argument
    Answer call(unsigned long cmd, void* argument) const;

    /// Ends the case when the call fails.
    int must(unsigned long cmd, int value = 0, Place place = Place::current()) const;
    audio_buf_info ospace(Place place = Place::current()) const;
    audio_buf_info ispace(Place place = Place::current()) const;
    count_info optr(Place place = Place::current()) const;
    count_info iptr(Place place = Place::current()) const;
    int odelay(Place place = Place::current()) const;

    /// SETFMT, CHANNELS, SPEED; ends the case unless they are answered as asked.
    void params(int format, int channels, int rate, Place place = Place::current()) const;

    /// SETFRAGMENT with COUNT fragments of 2^SHIFT bytes.
    void fragments(int count, int shift, Place place = Place::current()) const;

    /// Triggers everything off: nothing plays, what is written stays.
    void hold(Place place = Place::current()) const;
    void triggerOn(int bits, Place place = Place::current()) const;

    Answer write(const void* data, std::size_t bytes) const;
    Answer write(std::size_t bytes) const;  ///< bytes of zeros
    Answer read(void* data, std::size_t bytes) const;
    Answer read(std::size_t bytes) const;   ///< thrown away
    Answer close();
    void setNonblock(bool on) const;

private:
    Device() = default;

    int fd_ = -1;
    Answer opened_;
};

/// open() with a note.
Answer openNode(const std::string& path, int flags);

/// Writes zeros until EAGAIN; the sum. Ends the case on another error.
long fillUp(const Device& dsp, std::size_t chunk, Place place = Place::current());

}  // namespace dsproxy::check

// SPDX-License-Identifier: GPL-2.0-or-later
/// Memory of two processes that carries PCM from the service to a program that records.
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace dsproxy::link {

/// The launcher creates and reads it, the service maps and writes it: one thread each at a time.
/// Neither trusts what the other stores; sizes are sealed. Nothing here waits.
class InputRing {
public:
    enum class State : std::uint32_t {
        Coming = 0,  ///< all that is put in is to be read, however late: a file
        Silent = 1,  ///< nothing comes after what is there
        Live = 2,  ///< it comes by itself: what was not read in time is worth nothing
    };

    /// CAPACITY in bytes; rounded up to pages.
    static Result<std::unique_ptr<InputRing>> create(std::size_t capacity);
    /// EBADMSG: MEMORY is no such ring.
    static Result<std::unique_ptr<InputRing>> map(UniqueFd memory, UniqueFd doorbell);
    ~InputRing();
    InputRing(const InputRing&) = delete;
    InputRing& operator=(const InputRing&) = delete;

    int memory() const { return memory_.get(); }
    int doorbell() const { return doorbell_.get(); }
    std::size_t capacity() const { return capacity_; }

    /// Reader: bytes that are there.
    std::size_t ready() const;
    /// Reader: takes up to so many; returns how many. Wakes a writer that waits.
    std::size_t read(std::span<std::byte> pcm);
    /// Reader: forgets all that is there.
    void skip();
    /// Reader. One that makes no sense is Silent.
    State state() const;
    /// Reader: so much faster than its clock it is to read, parts per 10^9.
    std::int32_t rate_ppb() const;

    /// Writer: bytes that fit now.
    std::size_t room() const;
    /// Writer: as much of it as fits; returns how much that was.
    std::size_t write(std::span<const std::byte> pcm);
    void setState(State state);
    void setRate(std::int32_t rate_ppb);
    /// Writer: true when less than BYTES are there. Else the doorbell is readable as soon as that
    /// is so; from now on it rings at each read below BYTES. 0: never.
    bool armBelow(std::size_t bytes);

private:
    struct WriterPage;
    struct ReaderPage;

    InputRing(UniqueFd memory, UniqueFd doorbell, std::byte* base, std::size_t capacity);
    static Result<std::unique_ptr<InputRing>> mapped(UniqueFd memory, UniqueFd doorbell,
                                                     std::size_t capacity, bool writer);
    void wakeWriter();

    UniqueFd memory_;
    UniqueFd doorbell_;
    std::byte* base_;
    std::size_t capacity_;
    WriterPage* writer_;
    ReaderPage* reader_;
    std::byte* data_;
    std::uint64_t head_ = 0;  ///< writer's own
    std::uint64_t tail_ = 0;  ///< reader's own
};

}  // namespace dsproxy::link

// SPDX-License-Identifier: GPL-2.0-or-later
/// Memory of two processes that carries records of any size, in order, from one to the other.
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "engine/seam/stream.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace dsproxy::link {

struct ConsumerPage;
struct ProducerPage;

/// What a record is about. A reader skips kinds that it does not know.
enum class RecordKind : std::uint32_t {
    Event = 1,  ///< body: an Event, perhaps of another version: shorter or longer at its end
    Heard = 2,  ///< body: whole frames of stream from position on
    Dropped = 3,  ///< body: thrown away by the Reset that comes next
    Levels = 4,  ///< body: what a stream looks like; of the service's to its clients
};

struct RecordHeader {
    RecordKind kind;
    std::uint32_t stream;
    std::uint64_t position;
};

struct Record {
    RecordHeader header;
    std::span<const std::byte> body;  ///< valid until release(); its writer may change it any time
};

/// One process creates and writes, one maps and reads. Neither trusts what the other stores: a
/// position that cannot be is an error (EBADMSG), and sizes are sealed.
class RecordRing {
public:
    /// CAPACITY in bytes, for records and their headers; rounded up to pages.
    static Result<std::unique_ptr<RecordRing>> create(std::size_t capacity);
    static Result<std::unique_ptr<RecordRing>> map(UniqueFd memory);
    ~RecordRing();
    RecordRing(const RecordRing&) = delete;
    RecordRing& operator=(const RecordRing&) = delete;

    int fd() const { return memory_.get(); }

    /// Writer: all of it or, when there is no room, nothing.
    bool write(const RecordHeader& header, std::span<const std::byte> body);
    /// Writer: whether records with so many bytes in their bodies would fit now.
    bool fits(std::size_t first, std::size_t second) const;
    /// Writer: the reader sleeps and must be woken; asked once for each sleep.
    bool takeSleeper();

    /// Reader: the oldest record; nothing when all are read.
    Result<std::optional<Record>> read();
    /// Reader: the record that read() gave is not needed any more.
    void release();
    /// Reader: is about to sleep. False: a record came in the meantime.
    bool fallAsleep();

    /// Reader: says it of a stream for as long as it is not said otherwise. All zero: nothing.
    void steer(std::uint32_t stream, const Steering& steering);
    /// Writer: what the reader says; all zero when it says nothing.
    Steering steering(std::uint32_t stream) const;

private:
    RecordRing(UniqueFd memory, std::byte* base, std::size_t capacity, bool writer);
    std::size_t room() const;
    static Result<std::unique_ptr<RecordRing>> mapped(UniqueFd memory, std::size_t capacity,
                                                      bool writer);

    UniqueFd memory_;
    std::byte* base_;
    std::size_t capacity_;
    ProducerPage* producer_;
    ConsumerPage* consumer_;
    std::byte* data_;  ///< mapped twice in a row, so that no record is ever in pieces
    std::uint64_t head_ = 0;  ///< writer's own
    std::uint32_t sleeps_seen_ = 0;  ///< writer's own
    std::uint64_t tail_ = 0;  ///< reader's own
    std::uint64_t next_ = 0;  ///< reader: behind the record in hand
};

}  // namespace dsproxy::link

// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/link/record_ring.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>

namespace dsproxy::link {

constexpr std::size_t page = 4096;
constexpr std::size_t pages = 2;  // the producer's and the consumer's
constexpr std::size_t capacityMax = 64 * 1024 * 1024;
constexpr std::uint32_t magic = 0x4b4c7364;  // "dsLK"
constexpr std::size_t alignment = 8;

struct ProducerPage {
    std::uint32_t magic;
    std::uint32_t reserved;
    std::uint64_t capacity;
    std::atomic<std::uint64_t> head;
};

struct ConsumerPage {
    struct Slot {
        std::atomic<std::uint32_t> stream;
        std::atomic<std::int32_t> rate_ppb;
        std::atomic<std::uint32_t> delay_us;
        std::atomic<std::uint32_t> look_us;
    };
    std::atomic<std::uint64_t> tail;
    std::atomic<std::uint32_t> asleep;
    alignas(64) std::array<Slot, 248> slots;
};

namespace {

static_assert(sizeof(ProducerPage) <= page && sizeof(ConsumerPage) <= page);
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

/// In the ring before each record.
struct Prefix {
    std::uint32_t body_bytes;
    RecordKind kind;
    std::uint32_t stream;
    std::uint32_t reserved;
    std::uint64_t position;
};
static_assert(sizeof(Prefix) == 24);

constexpr std::size_t sizeOf(std::size_t body)
{
    return (sizeof(Prefix) + body + alignment - 1) / alignment * alignment;
}

ConsumerPage::Slot* slotOf(ConsumerPage& page, std::uint32_t stream)
{
    for (ConsumerPage::Slot& slot : page.slots)
        if (slot.stream == stream)
            return &slot;
    return nullptr;
}

constexpr int seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;

bool place(std::byte* at, std::size_t bytes, int protection, int fd, std::size_t offset)
{
    return ::mmap(at, bytes, protection, MAP_SHARED | MAP_FIXED, fd, static_cast<off_t>(offset)) !=
           MAP_FAILED;
}

}  // namespace

Result<std::unique_ptr<RecordRing>> RecordRing::create(std::size_t capacity)
{
    capacity = (std::clamp(capacity, page, capacityMax) + page - 1) / page * page;
    UniqueFd memory(::memfd_create("dsproxy-link", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!memory || ::ftruncate(memory.get(), static_cast<off_t>(pages * page + capacity)) < 0 ||
        ::fcntl(memory.get(), F_ADD_SEALS, seals) < 0)
        return systemError("memfd");
    auto ring = mapped(std::move(memory), capacity, true);
    if (ring) {
        (*ring)->producer_->capacity = capacity;
        (*ring)->producer_->magic = magic;
    }
    return ring;
}

Result<std::unique_ptr<RecordRing>> RecordRing::map(UniqueFd memory)
{
    struct stat status{};
    const int has = ::fcntl(memory.get(), F_GET_SEALS);
    if (has < 0 || (has & seals) != seals || ::fstat(memory.get(), &status) < 0)
        return fail(ErrorCode::System, EBADMSG, "link");
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size <= pages * page || size > pages * page + capacityMax || size % page != 0)
        return fail(ErrorCode::System, EBADMSG, "link");
    auto ring = mapped(std::move(memory), size - pages * page, false);
    if (ring &&
        ((*ring)->producer_->magic != magic || (*ring)->producer_->capacity != (*ring)->capacity_))
        return fail(ErrorCode::System, EBADMSG, "link");
    return ring;
}

/// Each side may write its own page only, and the reader no data.
Result<std::unique_ptr<RecordRing>> RecordRing::mapped(UniqueFd memory, std::size_t capacity,
                                                       bool writer)
{
    const int mine = PROT_READ | PROT_WRITE;
    const int producer = writer ? mine : PROT_READ;
    const int consumer = writer ? PROT_READ : mine;
    const std::size_t all = pages * page + 2 * capacity;
    void* at = ::mmap(nullptr, all, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (at == MAP_FAILED)
        return systemError("mmap");
    auto* base = static_cast<std::byte*>(at);
    const int fd = memory.get();
    const std::size_t data = pages * page;
    if (!place(base, page, producer, fd, 0) || !place(base + page, page, consumer, fd, page) ||
        !place(base + data, capacity, producer, fd, data) ||
        !place(base + data + capacity, capacity, producer, fd, data)) {
        const int error = errno;
        ::munmap(base, all);
        return fail(ErrorCode::System, error, "mmap");
    }
    return std::unique_ptr<RecordRing>(new RecordRing(std::move(memory), base, capacity, writer));
}

RecordRing::RecordRing(UniqueFd memory, std::byte* base, std::size_t capacity, bool writer)
    : memory_(std::move(memory)), base_(base), capacity_(capacity),
      producer_(reinterpret_cast<ProducerPage*>(base)),
      consumer_(reinterpret_cast<ConsumerPage*>(base + page)), data_(base + pages * page)
{
    if (!writer)
        tail_ = next_ = consumer_->tail.load();
}

RecordRing::~RecordRing()
{
    ::munmap(base_, pages * page + 2 * capacity_);
}

/// A reader that stores nonsense gets no more.
std::size_t RecordRing::room() const
{
    const std::uint64_t used = head_ - consumer_->tail.load(std::memory_order_acquire);
    return used > capacity_ ? 0 : capacity_ - static_cast<std::size_t>(used);
}

bool RecordRing::fits(std::size_t first, std::size_t second) const
{
    return sizeOf(first) + sizeOf(second) <= room();
}

bool RecordRing::write(const RecordHeader& header, std::span<const std::byte> body)
{
    const std::size_t size = sizeOf(body.size());
    if (room() < size)
        return false;
    std::byte* at = data_ + head_ % capacity_;
    const Prefix prefix{static_cast<std::uint32_t>(body.size()), header.kind, header.stream, 0,
                        header.position};
    std::memcpy(at, &prefix, sizeof prefix);
    std::ranges::copy(body, at + sizeof prefix);
    head_ += size;
    producer_->head.store(head_);
    return true;
}

bool RecordRing::takeSleeper()
{
    // The reader's page is its own to write: whether it sleeps is a number that it counts up.
    const std::uint32_t sleeps = consumer_->asleep.load();
    return std::exchange(sleeps_seen_, sleeps) != sleeps;
}

Result<std::optional<Record>> RecordRing::read()
{
    const std::uint64_t there = producer_->head.load(std::memory_order_acquire) - tail_;
    if (there == 0)
        return std::nullopt;
    const std::byte* at = data_ + tail_ % capacity_;
    Prefix prefix;
    std::memcpy(&prefix, at, sizeof prefix);
    const std::size_t size = sizeOf(prefix.body_bytes);
    if (there > capacity_ || there < sizeof prefix || size > there)
        return fail(ErrorCode::System, EBADMSG, "link");
    next_ = tail_ + size;
    return Record{{prefix.kind, prefix.stream, prefix.position},
                  {at + sizeof prefix, prefix.body_bytes}};
}

void RecordRing::release()
{
    tail_ = next_;
    consumer_->tail.store(tail_, std::memory_order_release);
}

bool RecordRing::fallAsleep()
{
    consumer_->asleep.fetch_add(1);
    return producer_->head.load() == tail_;
}

void RecordRing::steer(std::uint32_t stream, const Steering& steering)
{
    ConsumerPage::Slot* slot = slotOf(*consumer_, stream);
    if (!slot)
        slot = slotOf(*consumer_, 0);
    if (!slot)
        return;
    slot->rate_ppb = steering.rate_ppb;
    slot->delay_us = steering.delay_us;
    slot->look_us = steering.look_us;
    slot->stream = steering == Steering{} ? 0 : stream;
}

Steering RecordRing::steering(std::uint32_t stream) const
{
    const ConsumerPage::Slot* slot = slotOf(*consumer_, stream);
    return slot ? Steering{slot->rate_ppb, slot->delay_us, slot->look_us} : Steering{};
}

}  // namespace dsproxy::link

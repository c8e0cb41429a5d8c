// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/link/input_ring.h"

#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>

#include <algorithm>
#include <atomic>
#include <tuple>

namespace dsproxy::link {

namespace {

constexpr std::size_t page = 4096;
constexpr std::size_t pages = 2;  // the writer's and the reader's
constexpr std::size_t capacityMax = 64 * 1024 * 1024;
constexpr std::uint32_t magic = 0x4e497364;  // "dsIN"
constexpr int seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;
constexpr std::int32_t mostPpb = 10'000'000;

bool place(std::byte* at, std::size_t bytes, int protection, int fd, std::size_t offset)
{
    return ::mmap(at, bytes, protection, MAP_SHARED | MAP_FIXED, fd, static_cast<off_t>(offset)) !=
           MAP_FAILED;
}

std::unexpected<Error> noRing()
{
    return fail(ErrorCode::System, EBADMSG, "link");
}

/// False: it is no eventfd. One that others read too keeps nobody waiting.
bool hearBell(int doorbell)
{
    std::uint64_t count = 0;
    const iovec place{&count, sizeof count};
    const ssize_t got = ::preadv2(doorbell, &place, 1, -1, RWF_NOWAIT);
    return got < 0 ? errno == EAGAIN : got == sizeof count && count > 0;
}

}  // namespace

struct InputRing::WriterPage {
    std::atomic<std::uint64_t> head;
    std::atomic<std::uint32_t> state;
    std::atomic<std::int32_t> rate_ppb;
    std::atomic<std::uint64_t> wake_below;  ///< 0: nobody wants to know
};

struct InputRing::ReaderPage {
    std::uint32_t magic;
    std::uint32_t reserved;
    std::atomic<std::uint64_t> tail;
};

static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

Result<std::unique_ptr<InputRing>> InputRing::create(std::size_t capacity)
{
    capacity = (std::clamp(capacity, page, capacityMax) + page - 1) / page * page;
    UniqueFd doorbell(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    UniqueFd memory(::memfd_create("dsproxy-input", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!doorbell || !memory ||
        ::ftruncate(memory.get(), static_cast<off_t>(pages * page + capacity)) < 0 ||
        ::fcntl(memory.get(), F_ADD_SEALS, seals) < 0)
        return systemError("memfd");
    auto ring = mapped(std::move(memory), std::move(doorbell), capacity, false);
    if (ring)
        (*ring)->reader_->magic = magic;
    return ring;
}

Result<std::unique_ptr<InputRing>> InputRing::map(UniqueFd memory, UniqueFd doorbell)
{
    struct stat status{};
    const int has = ::fcntl(memory.get(), F_GET_SEALS);
    if (has < 0 || (has & seals) != seals || ::fstat(memory.get(), &status) < 0 ||
        !hearBell(doorbell.get()))
        return noRing();
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size <= pages * page || size > pages * page + capacityMax || size % page != 0)
        return noRing();
    auto ring = mapped(std::move(memory), std::move(doorbell), size - pages * page, true);
    if (ring && (*ring)->reader_->magic != magic)
        return noRing();
    return ring;
}

/// Each side may write its own page only, and the reader no PCM.
Result<std::unique_ptr<InputRing>> InputRing::mapped(UniqueFd memory, UniqueFd doorbell,
                                                     std::size_t capacity, bool writer)
{
    const int ours = PROT_READ | PROT_WRITE;
    const int writers = writer ? ours : PROT_READ;
    const int readers = writer ? PROT_READ : ours;
    const std::size_t all = pages * page + capacity;
    void* at = ::mmap(nullptr, all, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (at == MAP_FAILED)
        return systemError("mmap");
    auto* base = static_cast<std::byte*>(at);
    const int fd = memory.get();
    if (!place(base, page, writers, fd, 0) || !place(base + page, page, readers, fd, page) ||
        !place(base + pages * page, capacity, writers, fd, pages * page)) {
        const int error = errno;
        ::munmap(base, all);
        return fail(ErrorCode::System, error, "mmap");
    }
    return std::unique_ptr<InputRing>(
        new InputRing(std::move(memory), std::move(doorbell), base, capacity));
}

InputRing::InputRing(UniqueFd memory, UniqueFd doorbell, std::byte* base, std::size_t capacity)
    : memory_(std::move(memory)), doorbell_(std::move(doorbell)), base_(base), capacity_(capacity),
      writer_(reinterpret_cast<WriterPage*>(base)),
      reader_(reinterpret_cast<ReaderPage*>(base + page)), data_(base + pages * page)
{
}

InputRing::~InputRing()
{
    ::munmap(base_, pages * page + capacity_);
}

/// A writer that stores nonsense has nothing.
std::size_t InputRing::ready() const
{
    const std::uint64_t there = writer_->head.load(std::memory_order_acquire) - tail_;
    return there > capacity_ ? 0 : static_cast<std::size_t>(there);
}

std::size_t InputRing::read(std::span<std::byte> pcm)
{
    const std::size_t bytes = std::min(pcm.size(), ready());
    const std::size_t start = tail_ % capacity_;
    const std::size_t first = std::min(bytes, capacity_ - start);
    std::ranges::copy(std::span(data_ + start, first), pcm.begin());
    std::ranges::copy(std::span(data_, bytes - first), pcm.subspan(first).begin());
    tail_ += bytes;
    reader_->tail.store(tail_);
    wakeWriter();
    return bytes;
}

void InputRing::skip()
{
    tail_ += ready();
    reader_->tail.store(tail_);
    wakeWriter();
}

void InputRing::wakeWriter()
{
    if (ready() >= writer_->wake_below.load())
        return;
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto rung = ::write(doorbell_.get(), &one, sizeof one);
}

InputRing::State InputRing::state() const
{
    const auto state = static_cast<State>(writer_->state.load(std::memory_order_acquire));
    return state == State::Coming || state == State::Live ? state : State::Silent;
}

std::int32_t InputRing::rate_ppb() const
{
    return std::clamp(writer_->rate_ppb.load(), -mostPpb, mostPpb);
}

/// A reader that stores nonsense gets no more.
std::size_t InputRing::room() const
{
    const std::uint64_t used = head_ - reader_->tail.load();
    return used > capacity_ ? 0 : capacity_ - static_cast<std::size_t>(used);
}

std::size_t InputRing::write(std::span<const std::byte> pcm)
{
    const std::size_t bytes = std::min(pcm.size(), room());
    const std::size_t start = head_ % capacity_;
    const std::size_t first = std::min(bytes, capacity_ - start);
    std::ranges::copy(pcm.first(first), data_ + start);
    std::ranges::copy(pcm.subspan(first, bytes - first), data_);
    head_ += bytes;
    writer_->head.store(head_, std::memory_order_release);
    return bytes;
}

void InputRing::setState(State state)
{
    writer_->state.store(static_cast<std::uint32_t>(state), std::memory_order_release);
}

void InputRing::setRate(std::int32_t rate_ppb)
{
    writer_->rate_ppb.store(rate_ppb);
}

bool InputRing::armBelow(std::size_t bytes)
{
    std::ignore = hearBell(doorbell_.get());
    writer_->wake_below.store(bytes);
    return capacity_ - room() < bytes;
}

}  // namespace dsproxy::link

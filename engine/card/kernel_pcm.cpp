// SPDX-License-Identifier: GPL-2.0-or-later
// The kernel's header and alsa-lib's define the same names: this file has the kernel's only.
#include "engine/card/kernel_pcm.h"

#include "engine/card/mapped_memory.h"

#include <ctime>
#include <sound/asound.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <atomic>

namespace dsproxy {
namespace {

/// The kernel changes the pages at any time: each load is one, in its place.
template <class T> T load(const T& value)
{
    return __atomic_load_n(&value, __ATOMIC_ACQUIRE);
}

}  // namespace

struct KernelPcm::Memory {
    /// Rings first, pages last.
    std::vector<std::pair<off_t, MappedMemory>> rings;
    MappedMemory status_page;
    MappedMemory control_page;
    snd_pcm_sync_ptr copy{};  ///< what stands for the pages where they are not mapped
    const snd_pcm_mmap_status* status = &copy.s.status;
    snd_pcm_mmap_control* control = &copy.c.control;
};

/// What SteadyReader reads.
class KernelPcm::Page {
public:
    explicit Page(const snd_pcm_mmap_status& status) : status_(status) {}
    unsigned long pointer() const { return load(status_.hw_ptr); }
    std::uint64_t time_ns() const
    {
        constexpr std::uint64_t second = 1'000'000'000;
        return static_cast<std::uint64_t>(load(status_.tstamp.tv_sec)) * second +
               static_cast<std::uint64_t>(load(status_.tstamp.tv_nsec));
    }

private:
    const snd_pcm_mmap_status& status_;
};

KernelPcm::KernelPcm(int fd, std::unique_ptr<Memory> memory) : fd_(fd), memory_(std::move(memory))
{
}

KernelPcm::~KernelPcm() = default;

Result<std::unique_ptr<KernelPcm>> KernelPcm::map(int fd, const Ring& ring, CardPages pages)
{
    std::unique_ptr<KernelPcm> pcm(new KernelPcm(fd, std::make_unique<Memory>()));
    if (auto mapped = pcm->mapRing(ring); !mapped)
        return std::unexpected(mapped.error());
    pcm->mapped_ = pages == CardPages::WherePossible && pcm->mapPages();
    if (auto fresh = pcm->synchronize(SNDRV_PCM_SYNC_PTR_APPL | SNDRV_PCM_SYNC_PTR_AVAIL_MIN);
        !fresh)
        return std::unexpected(fresh.error());
    return pcm;
}

/// Channels may share one mapping or have one each: their places are the driver's to say.
Result<void> KernelPcm::mapRing(const Ring& ring)
{
    const auto frames = static_cast<std::size_t>(ring.frames.value);
    const auto sample = static_cast<std::size_t>(ring.sample.value);
    std::vector<snd_pcm_channel_info> infos(ring.channels);
    const auto end = [&](const snd_pcm_channel_info& info) {
        return info.first / 8 + (frames - 1) * (info.step / 8) + sample;
    };
    for (std::uint32_t channel = 0; channel < ring.channels; ++channel) {
        infos[channel].channel = channel;
        if (::ioctl(fd_, SNDRV_PCM_IOCTL_CHANNEL_INFO, &infos[channel]) != 0)
            return fail(ErrorCode::Unsupported, errno);
    }

    std::vector<ChannelArea> areas;
    for (const snd_pcm_channel_info& info : infos) {
        auto& rings = memory_->rings;
        auto found =
            std::ranges::find(rings, info.offset, &decltype(Memory::rings)::value_type::first);
        if (found == rings.end()) {
            std::size_t size = 0;
            for (const snd_pcm_channel_info& other : infos)
                size = std::max(size, other.offset == info.offset ? end(other) : 0);
            auto memory = MappedMemory::map(fd_, info.offset, size, PROT_READ | PROT_WRITE);
            if (!memory)
                return fail(ErrorCode::Unsupported, memory.error().sys);
            found = rings.emplace(rings.end(), info.offset, std::move(*memory));
        }
        areas.push_back({found->second.data() + info.first / 8, info.step / 8});
    }
    ring_ = ChannelAreas(std::move(areas), ring.sample);
    return {};
}

bool KernelPcm::mapPages()
{
    auto status = MappedMemory::map(fd_, SNDRV_PCM_MMAP_OFFSET_STATUS, sizeof(snd_pcm_mmap_status),
                                    PROT_READ);
    auto control = MappedMemory::map(fd_, SNDRV_PCM_MMAP_OFFSET_CONTROL,
                                     sizeof(snd_pcm_mmap_control), PROT_READ | PROT_WRITE);
    if (!status || !control)
        return false;
    memory_->status_page = std::move(*status);
    memory_->control_page = std::move(*control);
    memory_->status = reinterpret_cast<snd_pcm_mmap_status*>(memory_->status_page.data());
    memory_->control = reinterpret_cast<snd_pcm_mmap_control*>(memory_->control_page.data());
    return true;
}

/// A flag that is set means "tell me"; one that is not set means "take mine".
Result<void> KernelPcm::synchronize(unsigned flags)
{
    memory_->copy.flags = flags;
    if (::ioctl(fd_, SNDRV_PCM_IOCTL_SYNC_PTR, &memory_->copy) != 0)
        return systemError();
    return {};
}

/// A PCM that has stopped refuses to look at its hardware, and still tells its state.
Result<void> KernelPcm::refresh()
{
    if (mapped_)
        return {};
    constexpr unsigned all = SNDRV_PCM_SYNC_PTR_APPL | SNDRV_PCM_SYNC_PTR_AVAIL_MIN;
    if (synchronize(all | SNDRV_PCM_SYNC_PTR_HWSYNC))
        return {};
    return synchronize(all);
}

KernelPcm::State KernelPcm::state() const
{
    switch (load(memory_->status->state)) {
    case SNDRV_PCM_STATE_PREPARED:
        return State::Prepared;
    case SNDRV_PCM_STATE_RUNNING:
        return State::Running;
    case SNDRV_PCM_STATE_XRUN:
        return State::Xrun;
    case SNDRV_PCM_STATE_SUSPENDED:
        return State::Suspended;
    case SNDRV_PCM_STATE_DISCONNECTED:
        return State::Gone;
    default:
        return State::Other;
    }
}

unsigned long KernelPcm::hardwarePointer() const
{
    return load(memory_->status->hw_ptr);
}

unsigned long KernelPcm::applicationPointer() const
{
    return load(memory_->control->appl_ptr);
}

HardwareReading KernelPcm::reading()
{
    return reader_.read(Page(*memory_->status));
}

Result<void> KernelPcm::setApplicationPointer(unsigned long pointer)
{
    __atomic_store_n(&memory_->control->appl_ptr, pointer, __ATOMIC_RELEASE);
    return mapped_ ? Result<void>() : synchronize(SNDRV_PCM_SYNC_PTR_AVAIL_MIN);
}

Result<void> KernelPcm::command(unsigned long request)
{
    if (::ioctl(fd_, request) != 0)
        return systemError();
    return mapped_ ? Result<void>()
                   : synchronize(SNDRV_PCM_SYNC_PTR_APPL | SNDRV_PCM_SYNC_PTR_AVAIL_MIN);
}

Result<void> KernelPcm::prepare()
{
    auto prepared = command(SNDRV_PCM_IOCTL_PREPARE);
    reader_.restarted();
    return prepared;
}

Result<void> KernelPcm::start()
{
    return command(SNDRV_PCM_IOCTL_START);
}

Result<void> KernelPcm::resume()
{
    return command(SNDRV_PCM_IOCTL_RESUME);
}

void KernelPcm::drop()
{
    ::ioctl(fd_, SNDRV_PCM_IOCTL_DROP);
}

}  // namespace dsproxy

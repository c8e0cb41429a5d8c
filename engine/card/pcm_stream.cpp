// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/card/pcm_stream.h"

namespace dsproxy {
namespace {

std::size_t descriptors(const AlsaPcm& pcm)
{
    return static_cast<std::size_t>(std::max(snd_pcm_poll_descriptors_count(pcm.handle.get()), 0));
}

}  // namespace

Result<std::unique_ptr<PcmStream>> PcmStream::open(const std::string& name, CardDirection direction,
                                                   const DeviceRequest& request,
                                                   std::shared_ptr<CardReservation> reservation)
{
    auto pcm = AlsaPcm::open(name, direction, request);
    if (!pcm)
        return std::unexpected(pcm.error());
    return std::unique_ptr<PcmStream>(
        new PcmStream(name, direction, std::move(*pcm), std::move(reservation)));
}

PcmStream::PcmStream(std::string name, CardDirection direction, AlsaPcm pcm,
                     std::shared_ptr<CardReservation> reservation)
    : name_(std::move(name)), direction_(direction), reservation_(std::move(reservation)),
      pcm_(std::move(pcm)), wait_(descriptors(pcm_), reservation_ ? reservation_->wantedFd() : -1),
      scratch_(static_cast<std::size_t>(pcm_.shape.format.bytes(pcm_.shape.buffer).value))
{
    const auto device = wait_.device();
    snd_pcm_poll_descriptors(pcm_.handle.get(), device.data(),
                             static_cast<unsigned>(device.size()));
}

PcmStream::~PcmStream()
{
    snd_pcm_drop(pcm());
}

std::unexpected<Error> PcmStream::failed(long error) const
{
    return fail(ErrorCode::System, static_cast<int>(-error), name_);
}

Result<Frames> PcmStream::wait(int wake, Frames held)
{
    if (const auto rested = restWithoutClock(wake); !rested)
        return std::unexpected(rested.error());
    // Plugins may wake us for less than a period, again and again: every other sleep is a short
    // one that does not ask them.
    for (bool early = false;; early = !early) {
        auto there = available();
        if (!there || (*there += held) >= shape().period)
            return there;
        const auto woken = early ? wait_.sleepShortly(wake) : wait_.sleep(wake);
        if (!woken)
            return failed(-woken.error().sys);
        if (*woken == CardWait::Woken::Wake)
            return there;
        if (const auto alive = early ? Result<void>() : checkDevice(); !alive)
            return std::unexpected(alive.error());
    }
}

/// A PCM without a clock (null, a file) is empty or full again at once: it gets a millisecond of
/// sleep, or this thread would never have any.
Result<void> PcmStream::restWithoutClock(int wake)
{
    const auto there = available();
    const bool used = !plays() || since_prepared_ > Frames(0);
    if (!there || *there < shape().buffer || !used)
        return there ? Result<void>() : std::unexpected(there.error());
    const auto woken = wait_.sleepShortly(wake);
    return woken ? Result<void>() : failed(-woken.error().sys);
}

/// Lets the plugins take their events; they may do work here.
Result<void> PcmStream::checkDevice()
{
    const auto device = wait_.device();
    unsigned short events = 0;
    const int error = snd_pcm_poll_descriptors_revents(
        pcm(), device.data(), static_cast<unsigned>(device.size()), &events);
    if (error < 0)
        return failed(error);
    if (events & POLLNVAL || snd_pcm_state(pcm()) == SND_PCM_STATE_DISCONNECTED)
        return failed(-ENODEV);
    return {};
}

Result<Frames> PcmStream::available()
{
    if (reservation_ && reservation_->isWanted())
        return failed(-EBUSY);
    snd_pcm_sframes_t there = snd_pcm_avail_update(pcm());
    if (there > shape().buffer.value)
        there = -EPIPE;
    if (there < 0) {
        if (const auto recovered = recover(there); !recovered)
            return std::unexpected(recovered.error());
        there = snd_pcm_avail_update(pcm());
    }
    if (!plays() && snd_pcm_state(pcm()) == SND_PCM_STATE_PREPARED)
        if (const int error = snd_pcm_start(pcm()); error < 0)
            return failed(error);
    return Frames(std::clamp<std::int64_t>(there, 0, shape().buffer.value));
}

Result<void> PcmStream::recover(long error)
{
    if (error == -EAGAIN || error == -EINTR)
        return {};
    if (error == -ESTRPIPE && snd_pcm_resume(pcm()) == 0)
        return {};
    if (error != -EPIPE && error != -ESTRPIPE)
        return failed(error);
    ++xruns_;
    since_prepared_ = Frames(0);
    snd_pcm_drop(pcm());
    const int prepared = snd_pcm_prepare(pcm());
    return prepared < 0 ? failed(prepared) : Result<void>();
}

/// They differ between a stopped and a running PCM, but not from call to call.
void PcmStream::setAreas(const snd_pcm_channel_area_t* areas)
{
    if (areas_start_ == areas[0].addr)
        return;
    std::vector<ChannelArea> found;
    for (std::uint32_t channel = 0; channel < shape().format.channels().count; ++channel)
        found.push_back({static_cast<std::byte*>(areas[channel].addr) + areas[channel].first / 8,
                         areas[channel].step / 8});
    areas_ = ChannelAreas(std::move(found), Bytes(shape().format.layout().container_bits / 8));
    areas_start_ = areas[0].addr;
}

/// A PCM that has just failed gives no memory; what is put into the scratch instead is lost with
/// what was queued, and the next wait() tells why.
std::span<std::byte> PcmStream::beginMapped(Frames frames)
{
    const snd_pcm_channel_area_t* areas = nullptr;
    auto count = static_cast<snd_pcm_uframes_t>(std::min(frames, shape().buffer).value);
    const bool mapped = snd_pcm_mmap_begin(pcm(), &areas, &offset_, &count) >= 0 && count > 0;
    const Frames given = mapped ? Frames(static_cast<std::int64_t>(count)) : frames;
    const auto memory =
        scratch().first(static_cast<std::size_t>(shape().format.bytes(given).value));
    if (!mapped)
        return plays() ? memory : std::span<std::byte>();
    setAreas(areas);
    const auto at = Frames(static_cast<std::int64_t>(offset_));
    if (areas_.interleaved())
        return areas_.frames(at, given);
    if (!plays())
        areas_.gather(at, memory);
    return memory;
}

Result<void> PcmStream::commitMapped(Frames frames)
{
    if (plays() && !areas_.interleaved())
        areas_.scatter(
            Frames(static_cast<std::int64_t>(offset_)),
            scratch().first(static_cast<std::size_t>(shape().format.bytes(frames).value)));
    const auto moved =
        snd_pcm_mmap_commit(pcm(), offset_, static_cast<snd_pcm_uframes_t>(frames.value));
    return moved < 0 ? recover(moved) : Result<void>();
}

Result<void> PcmStream::write(std::span<const std::byte> pcm)
{
    while (!pcm.empty()) {
        const auto frames = shape().format.frames(Bytes(static_cast<std::int64_t>(pcm.size())));
        const auto written =
            snd_pcm_writei(this->pcm(), pcm.data(), static_cast<snd_pcm_uframes_t>(frames.value));
        if (written < 0) {
            if (auto recovered = recover(written); !recovered || written != -EAGAIN)
                return recovered;
            snd_pcm_wait(this->pcm(), 1);
            continue;
        }
        pcm = pcm.subspan(static_cast<std::size_t>(shape().format.bytes(Frames(written)).value));
    }
    return {};
}

Result<Frames> PcmStream::read(std::span<std::byte> pcm)
{
    const auto frames = shape().format.frames(Bytes(static_cast<std::int64_t>(pcm.size())));
    const auto got =
        snd_pcm_readi(this->pcm(), pcm.data(), static_cast<snd_pcm_uframes_t>(frames.value));
    if (got >= 0)
        return Frames(got);
    if (const auto recovered = recover(got); !recovered)
        return std::unexpected(recovered.error());
    return Frames(0);
}

Result<void> PcmStream::queued(Frames frames)
{
    since_prepared_ += frames;
    if (snd_pcm_state(pcm()) != SND_PCM_STATE_PREPARED || since_prepared_ < startThreshold(shape()))
        return {};
    const int error = snd_pcm_start(pcm());
    return error < 0 ? recover(error) : Result<void>();
}

std::optional<Frames> PcmStream::delay()
{
    snd_pcm_sframes_t frames = 0;
    if (snd_pcm_delay(pcm(), &frames) < 0)
        return std::nullopt;
    return Frames(std::max<snd_pcm_sframes_t>(frames, 0));
}

}  // namespace dsproxy

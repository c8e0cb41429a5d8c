// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/card/direct_pcm.h"

#include "engine/live/monotonic.h"

namespace dsproxy {

Result<std::unique_ptr<DirectPcm>> DirectPcm::open(const std::string& name, CardDirection direction,
                                                   const DeviceRequest& request,
                                                   std::shared_ptr<CardReservation> reservation,
                                                   CardPages pages)
{
    auto pcm = AlsaPcm::open(name, direction, request);
    if (!pcm)
        return std::unexpected(pcm.error());
    std::unique_ptr<DirectPcm> direct(
        new DirectPcm(name, direction, std::move(*pcm), std::move(reservation)));
    if (auto mapped = direct->map(pages); !mapped)
        return std::unexpected(mapped.error());
    return direct;
}

DirectPcm::DirectPcm(std::string name, CardDirection direction, AlsaPcm pcm,
                     std::shared_ptr<CardReservation> reservation)
    : name_(std::move(name)), direction_(direction), reservation_(std::move(reservation)),
      pcm_(std::move(pcm)),
      pointers_(static_cast<unsigned long>(pcm_.shape.buffer.value), pcm_.boundary),
      wait_(1, reservation_ ? reservation_->wantedFd() : -1)
{
}

DirectPcm::~DirectPcm()
{
    if (kernel_)
        kernel_->drop();
}

Result<void> DirectPcm::map(CardPages pages)
{
    const auto device = wait_.device();
    if (snd_pcm_type(pcm_.handle.get()) != SND_PCM_TYPE_HW || !pcm_.isMapped() ||
        snd_pcm_poll_descriptors(pcm_.handle.get(), device.data(), 1) != 1)
        return fail(ErrorCode::Unsupported, 0, name_);

    const DeviceShape& shape = pcm_.shape;
    const auto sample = Bytes(shape.format.layout().container_bits / 8);
    auto kernel =
        KernelPcm::map(device[0].fd, {shape.buffer, shape.format.channels().count, sample}, pages);
    if (!kernel)
        return fail(kernel.error().code, kernel.error().sys, name_);
    kernel_ = std::move(*kernel);
    if (!kernel_->ring().interleaved())
        scratch_.resize(static_cast<std::size_t>(shape.format.bytes(shape.buffer).value));
    return {};
}

std::unexpected<Error> DirectPcm::failed(int error) const
{
    return fail(ErrorCode::System, error, name_);
}

std::optional<Frames> DirectPcm::within() const
{
    const auto hardware = kernel_->hardwarePointer();
    const auto application = kernel_->applicationPointer();
    return plays() ? pointers_.room(hardware, application)
                   : pointers_.recorded(hardware, application);
}

Result<Frames> DirectPcm::wait(int wake)
{
    for (;;) {
        const auto there = available();
        if (!there || *there >= pcm_.shape.period)
            return there;
        const auto woken = wait_.sleep(wake);
        if (!woken)
            return failed(woken.error().sys);
        if (*woken == CardWait::Woken::Wake)
            return available();
    }
}

Result<Frames> DirectPcm::available()
{
    if (reservation_ && reservation_->isWanted())
        return failed(EBUSY);
    if (const auto fresh = kernel_->refresh(); !fresh)
        return failed(fresh.error().sys);
    const auto state = kernel_->state();
    const bool sound = state == KernelPcm::State::Running || state == KernelPcm::State::Prepared;
    if (const auto there = within(); !sound || !there)
        if (const auto recovered = recover(state); !recovered)
            return failed(recovered.error().sys);
    if (!plays() && kernel_->state() == KernelPcm::State::Prepared)
        if (const auto started = start(); !started)
            return failed(started.error().sys);
    return within().value_or(Frames(0));
}

/// A driver that cannot go on after a suspend begins anew, as after an xrun: what was queued is
/// gone, and nothing is made up for.
Result<void> DirectPcm::recover(KernelPcm::State state)
{
    if (state == KernelPcm::State::Gone)
        return failed(ENODEV);
    if (state == KernelPcm::State::Suspended && kernel_->resume())
        return {};
    return prepareAnew();
}

Result<void> DirectPcm::prepareAnew()
{
    ++xruns_;
    kernel_->drop();
    return kernel_->prepare();
}

Result<void> DirectPcm::start()
{
    started_ns_ = monotonicNow();
    return kernel_->start();
}

std::span<std::byte> DirectPcm::begin(Frames frames)
{
    const auto application = kernel_->applicationPointer();
    const Frames count = std::min(frames, pointers_.untilWrap(application));
    const Frames offset = pointers_.offset(application);
    if (kernel_->ring().interleaved())
        return kernel_->ring().frames(offset, count);
    const auto memory =
        std::span(scratch_).first(static_cast<std::size_t>(shape().format.bytes(count).value));
    if (!plays())
        kernel_->ring().gather(offset, memory);
    return memory;
}

Result<void> DirectPcm::commit(Frames frames)
{
    const auto application = kernel_->applicationPointer();
    if (plays() && !kernel_->ring().interleaved())
        kernel_->ring().scatter(pointers_.offset(application),
                                std::span(scratch_).first(
                                    static_cast<std::size_t>(shape().format.bytes(frames).value)));
    committed_ += frames;
    auto moved = kernel_->setApplicationPointer(pointers_.advanced(application, frames));
    const bool waiting = plays() && kernel_->state() == KernelPcm::State::Prepared;
    if (moved && waiting &&
        shape().buffer - within().value_or(Frames(0)) >= startThreshold(shape()))
        moved = start();
    return moved ? moved : failed(moved.error().sys);
}

PlaybackDevice::Position DirectPcm::position()
{
    PlaybackDevice::Position position{committed_, Frames(0), monotonicNow(), xruns_, false};
    if (!kernel_->refresh())
        return position;
    const auto application = kernel_->applicationPointer();
    const auto state = kernel_->state();
    if (state == KernelPcm::State::Prepared) {
        position.delay =
            pointers_.queued(kernel_->hardwarePointer(), application).value_or(Frames(0));
    } else if (state == KernelPcm::State::Running || state == KernelPcm::State::Suspended) {
        const HardwareReading reading = kernel_->reading();
        position.delay = pointers_.queued(reading.pointer, application).value_or(Frames(0));
        position.time_ns = std::max(reading.time_ns, started_ns_);
    }
    return position;
}

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/desktop/helper/recorder.h"

#include "engine/desktop/helper/audio_format.h"

#include <algorithm>
#include <array>

namespace dsproxy::desktop {

namespace {

constexpr int periodsOfBuffer = 4;

}  // namespace

Recorder::Recorder(const QAudioDevice& device, const QAudioFormat& format, std::int64_t latency_ns)
    : format_(format), source_(std::make_unique<QAudioSource>(device, format))
{
    source_->setBufferSize(format_.bytesForDuration(latency_ns / 1000 / periodsOfBuffer));
    server_ = source_->start();
    if (!server_)
        refuse(source_->error() == QAudio::FatalError ? ECONNREFUSED : EINVAL);
    sayOpened(latency_ns);
    QObject::connect(server_, &QIODevice::readyRead, [this] { record(); });
    QObject::connect(source_.get(), &QAudioSource::stateChanged, [](QAudio::State state) {
        if (state == QAudio::StoppedState)
            endWith(EPIPE);
    });
}

void Recorder::sayOpened(std::int64_t latency_ns)
{
    const std::int64_t buffer = format_.framesForDuration(latency_ns / 1000);
    Opened opened;
    opened.afmt = afmtOf(format_);
    opened.channels = static_cast<std::uint32_t>(format_.channelCount());
    opened.rate = static_cast<std::uint32_t>(format_.sampleRate());
    opened.period = static_cast<std::uint32_t>(std::max<std::int64_t>(buffer / periodsOfBuffer, 1));
    opened.buffer = static_cast<std::uint32_t>(std::max<std::int64_t>(buffer, 1));
    send(opened);
}

void Recorder::record()
{
    std::array<char, packetBytes - sizeof(Pcm)> memory;
    const int frame = format_.bytesPerFrame();
    const std::int64_t whole = static_cast<std::int64_t>(memory.size()) / frame * frame;
    for (;;) {
        const std::int64_t got = server_ ? server_->read(memory.data(), whole) : 0;
        if (got <= 0)
            return;
        const auto pcm = std::as_bytes(std::span(memory)).first(static_cast<std::size_t>(got));
        keep(pcm);
    }
}

/// When the engine is too late, it is told so as soon as it takes something again.
void Recorder::keep(std::span<const std::byte> pcm)
{
    if (losing_ && send(status_))
        losing_ = false;
    if (losing_ || send(Pcm{}, pcm))
        return;
    losing_ = true;
    ++status_.xruns;
}

}  // namespace dsproxy::desktop

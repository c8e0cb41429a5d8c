// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/desktop/helper/player.h"

#include "engine/desktop/helper/audio_format.h"

#include <sys/socket.h>
#include <time.h>

#include <algorithm>
#include <array>

namespace dsproxy::desktop {

namespace {

constexpr int periodsOfServer = 3;
constexpr std::uint64_t heartbeatMilliseconds = 100;
constexpr std::int64_t shortestMilliseconds = 3;

std::uint64_t monotonic()
{
    timespec time;
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000 +
           static_cast<std::uint64_t>(time.tv_nsec);
}

}  // namespace

Player::Player(const QAudioDevice& device, const QAudioFormat& format, std::int64_t latency_ns)
    : format_(format), sink_(std::make_unique<QAudioSink>(device, format)),
      engine_(helperSocket, QSocketNotifier::Read)
{
    const std::int64_t microseconds = latency_ns / 1000 * periodsOfServer / (periodsOfServer + 1);
    sink_->setBufferSize(format_.bytesForDuration(microseconds));
    server_ = sink_->start();
    if (!server_)
        refuse(sink_->error() == QAudio::FatalError ? ECONNREFUSED : EINVAL);
    server_frames_ = frames(sink_->bufferSize());
    period_ = std::max<std::int64_t>(server_frames_ / periodsOfServer, 1);
    timer_.setSingleShot(true);
    timer_.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer_, &QTimer::timeout, [this] { play(); });
    QObject::connect(&engine_, &QSocketNotifier::activated, [this] { receive(); });
    QObject::connect(sink_.get(), &QAudioSink::stateChanged, [](QAudio::State state) {
        if (state == QAudio::StoppedState)
            endWith(EPIPE);
    });
    sayOpened();
}

void Player::sayOpened()
{
    Opened opened;
    opened.afmt = afmtOf(format_);
    opened.channels = static_cast<std::uint32_t>(format_.channelCount());
    opened.rate = static_cast<std::uint32_t>(format_.sampleRate());
    opened.period = static_cast<std::uint32_t>(period_);
    opened.buffer = static_cast<std::uint32_t>(server_frames_ + period_);
    send(opened);
}

void Player::receive()
{
    std::array<char, packetBytes> packet;
    for (;;) {
        const ssize_t got = ::recv(helperSocket, packet.data(), packet.size(), MSG_DONTWAIT);
        if (got <= 0)
            break;
        waiting_.append(packet.data(), got);
        received_bytes_ += got;
    }
    status_.received = frames(received_bytes_);
    told_ = false;
    play();
}

/// Frames that the server takes. A stream that the server has ended takes none, and Qt does not
/// say so in another way.
std::int64_t Player::serverRoom() const
{
    const std::int64_t bytes = sink_->bytesFree();
    if (!server_ || bytes < 0 || sink_->error() == QAudio::IOError)
        endWith(EPIPE);
    return std::min(frames(bytes), server_frames_);
}

void Player::play()
{
    if (sink_->state() == QAudio::IdleState && status_.running != 0) {
        ++status_.xruns;
        status_.running = 0;
        told_ = false;
    }
    const std::int64_t whole = std::min(serverRoom(), frames(waiting_.size()));
    if (whole > 0) {
        waiting_.remove(0, server_->write(waiting_.constData(), whole * format_.bytesPerFrame()));
        status_.running = 1;
    }
    report();
    sleep();
}

/// What lies in the server's buffer is certain; what the server says that it has played makes it
/// more by the latency of the card.
std::int64_t Player::delay() const
{
    if (status_.running == 0)
        return 0;
    const std::int64_t unheard =
        status_.received - format_.framesForDuration(sink_->processedUSecs());
    const std::int64_t buffered = server_frames_ - serverRoom() + frames(waiting_.size());
    return std::max(unheard, buffered);
}

/// The engine is woken for a period, not for less.
void Player::report()
{
    status_.time_ns = monotonic();
    status_.room = serverRoom() + period_ - frames(waiting_.size());
    status_.delay = delay();
    const bool has_room = status_.room >= period_;
    if (has_room == told_ && status_.time_ns < told_ns_ + heartbeatMilliseconds * 1'000'000)
        return;
    send(status_);
    told_ = has_room;
    told_ns_ = status_.time_ns;
}

/// Until there is room for a period, or until it is time to say again how it goes. Without sound
/// there is nothing to say.
void Player::sleep()
{
    if (status_.running == 0)
        return;
    const std::int64_t missing = told_ ? format_.sampleRate() : period_ - status_.room;
    const std::int64_t milliseconds = missing * 1000 / format_.sampleRate() + 1;
    timer_.start(static_cast<int>(
        std::clamp<std::int64_t>(milliseconds, shortestMilliseconds, heartbeatMilliseconds)));
}

}  // namespace dsproxy::desktop

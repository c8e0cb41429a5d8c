// SPDX-License-Identifier: GPL-2.0-or-later
/// Plays what comes from the engine.
#pragma once

#include "engine/desktop/helper/messages.h"

#include <QAudioSink>
#include <QPointer>
#include <QSocketNotifier>
#include <QTimer>

#include <memory>

namespace dsproxy::desktop {

/// The server starts to play only when nearly all of its buffer is full, and says not when. So a
/// period more than the server takes is asked of the engine: by the time that the engine waits, the
/// server's buffer is full.
class Player {
public:
    /// LATENCY_NS: of all that is buffered.
    Player(const QAudioDevice& device, const QAudioFormat& format, std::int64_t latency_ns);

private:
    void sayOpened();
    void receive();
    void play();
    void report();
    void sleep();

    std::int64_t frames(std::int64_t bytes) const { return bytes / format_.bytesPerFrame(); }
    std::int64_t serverRoom() const;
    std::int64_t delay() const;

    QAudioFormat format_;
    std::unique_ptr<QAudioSink> sink_;
    QPointer<QIODevice> server_;
    QSocketNotifier engine_;
    QTimer timer_;
    QByteArray waiting_;  ///< received, not taken by the server yet
    std::int64_t received_bytes_ = 0;  ///< a packet may end within a frame
    std::int64_t server_frames_ = 0;
    std::int64_t period_ = 0;
    Status status_;
    bool told_ = false;  ///< that there is room for a period
    std::uint64_t told_ns_ = 0;
};

}  // namespace dsproxy::desktop

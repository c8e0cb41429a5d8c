// SPDX-License-Identifier: GPL-2.0-or-later
/// Records for the engine.
#pragma once

#include "engine/desktop/helper/messages.h"

#include <QAudioSource>
#include <QPointer>

#include <memory>

namespace dsproxy::desktop {

class Recorder {
public:
    /// LATENCY_NS: of all that is buffered.
    Recorder(const QAudioDevice& device, const QAudioFormat& format, std::int64_t latency_ns);

private:
    void sayOpened(std::int64_t latency_ns);
    void record();
    void keep(std::span<const std::byte> pcm);

    QAudioFormat format_;
    std::unique_ptr<QAudioSource> source_;
    QPointer<QIODevice> server_;
    Status status_;
    bool losing_ = false;
};

}  // namespace dsproxy::desktop

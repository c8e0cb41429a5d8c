// SPDX-License-Identifier: GPL-2.0-or-later
/// Takes what any number of streams play into any number of outputs. A failed output is reported
/// once and disturbs none of the others.
#pragma once

#include "engine/pump/pcm_consumer.h"
#include "engine/recording/output.h"
#include "engine/sinks/registry.h"

#include <vector>

namespace dsproxy {

/// NOTIFY is called on the pump's thread too.
class Recorder final : public PcmConsumer {
public:
    Recorder(const std::vector<SinkSpec>& outputs, const Tags& tags, const Notify& notify,
             const OpenSink& open = openSink, FormatChange change = FormatChange::Split);

    void format(StreamId stream, const Format& format) override;
    /// The first PCM of a stream makes its file; without any there is none.
    void pcm(StreamId stream, PcmView pcm) override;
    void closed(StreamId stream) override;
    void tick() override;
    void rest() override;
    void finish() override;

private:
    std::vector<Output> outputs_;
};

}  // namespace dsproxy

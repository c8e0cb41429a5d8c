// SPDX-License-Identifier: GPL-2.0-or-later
/// Takes what any number of streams play into any number of outputs. A failed output is reported
/// once and disturbs none of the others.
#pragma once

#include "engine/recording/output.h"
#include "engine/sinks/registry.h"

#include <vector>

namespace dsproxy {

/// All functions are called on one thread, which is also the one that NOTIFY is called on.
class Recorder {
public:
    Recorder(const std::vector<SinkSpec>& outputs, const Tags& tags, const Notify& notify,
             const OpenSink& open = openSink, FormatChange change = FormatChange::Split);

    /// Ends an earlier stream of the same number, should its close have been lost.
    void opened(StreamId stream);
    /// From here on STREAM has this format: what it played in another one is complete.
    void format(StreamId stream, const Format& format);
    /// The first PCM of a stream makes its file; without any there is none.
    void pcm(StreamId stream, PcmView pcm);
    void closed(StreamId stream);
    /// About once a second: from now on all files survive our death up to here.
    void tick();
    /// Finishes the files that no stream writes to now; a later stream starts a new one.
    void rest();
    /// The ordinary end. Nothing may follow.
    void finish();

private:
    std::vector<Output> outputs_;
};

}  // namespace dsproxy

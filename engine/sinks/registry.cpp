// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/registry.h"

#include "engine/sinks/mp3_sink.h"
#include "engine/sinks/null_sink.h"
#include "engine/sinks/opus_sink.h"
#include "engine/sinks/oss_sink.h"
#include "engine/sinks/raw_sink.h"
#include "engine/sinks/sndfile_kinds.h"
#include "engine/sinks/vorbis_sink.h"

namespace dsproxy {

std::span<const SinkKind* const> sinkKinds()
{
    static constexpr const SinkKind* kinds[] = {
        &NullSink::kind, &RawSink::stdoutKind,
        &RawSink::kind,  &wavKind,
        &aiffKind,       &cafKind,
        &flacKind,       &VorbisSink::kind,
        &OpusSink::kind, &Mp3Sink::kind,
        &OssSink::kind,
    };
    return kinds;
}

Result<std::unique_ptr<Sink>> openSink(const SinkSpec& spec, const Format& format, const Tags& tags)
{
    return spec.kind->open(spec, format, tags);
}

}  // namespace dsproxy

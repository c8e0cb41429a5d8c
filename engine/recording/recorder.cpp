// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/recording/recorder.h"

#include "engine/recording/numbered_files.h"

namespace dsproxy {

Recorder::Recorder(const std::vector<SinkSpec>& outputs, const Tags& tags, const Notify& notify,
                   const OpenSink& open, FormatChange change)
{
    for (const SinkSpec& spec : outputs)
        outputs_.emplace_back(std::make_unique<NumberedFiles>(spec, tags, open), notify, change);
}

void Recorder::format(StreamId stream, const Format& format)
{
    for (Output& output : outputs_)
        output.format(stream, format);
}

void Recorder::pcm(StreamId stream, PcmView pcm)
{
    for (Output& output : outputs_)
        output.pcm(stream, pcm);
}

void Recorder::closed(StreamId stream)
{
    for (Output& output : outputs_)
        output.closed(stream);
}

void Recorder::tick()
{
    for (Output& output : outputs_)
        output.checkpoint();
}

void Recorder::rest()
{
    for (Output& output : outputs_)
        output.rest();
}

void Recorder::finish()
{
    for (Output& output : outputs_)
        output.finish();
}

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/timing/intervals.h"

#include <utility>

namespace dsproxy::cli {

namespace {

constexpr std::size_t underrunsMax = 100;

}  // namespace

std::optional<Intervals::Interval> Intervals::take(const Event& event)
{
    switch (event.kind) {
    case EventKind::Wrote:
        return beat(event, Beat::Write);
    case EventKind::Heard:
        return beat(event, Beat::Consumption);
    case EventKind::Opened:
        if (event.error == 0)
            lasts_.erase(event.stream);
        break;
    case EventKind::Closed:
        lasts_.erase(event.stream);
        break;
    case EventKind::Format:
    case EventKind::Reset:
    case EventKind::Started:
    case EventKind::Stopped:
    case EventKind::Underrun:
        if (!event.capture)
            interrupt(event);
        break;
    default:
        break;
    }
    return std::nullopt;
}

void Intervals::interrupt(const Event& event)
{
    lasts_[event.stream].consumption.reset();
    StreamTiming& stream = streams_[event.stream];
    if (event.kind == EventKind::Format)
        stream.format = Format(event.params);
    if (event.kind != EventKind::Underrun)
        return;
    ++stream.underruns;
    if (stream.underrun_frames.size() < underrunsMax)
        stream.underrun_frames.push_back(event.frame);
}

std::optional<Intervals::Interval> Intervals::beat(const Event& event, Beat beat)
{
    Lasts& lasts = lasts_[event.stream];
    auto& last = beat == Beat::Write ? lasts.write : lasts.consumption;
    const auto before = std::exchange(last, Last{event.time_ns, event.position});
    StreamTiming& stream = streams_[event.stream];
    if (!before || event.position - event.value != before->position ||
        event.time_ns < before->time_ns)
        return std::nullopt;
    const std::uint64_t ns = event.time_ns - before->time_ns;
    Series& series = beat == Beat::Write ? stream.writes : stream.consumptions;
    series.intervals_ns.push_back(ns);
    if (stream.format) {
        const Frames frames = stream.format->frames(Bytes(event.value));
        series.nominal_ns += static_cast<double>(stream.format->duration(frames).value);
        series.measured_ns += static_cast<double>(ns);
    }
    return Interval{event.stream, beat, ns};
}

}  // namespace dsproxy::cli

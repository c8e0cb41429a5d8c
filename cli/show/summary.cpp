// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/show/summary.h"

#include <algorithm>

namespace dsproxy::cli {

namespace {

constexpr std::size_t momentsMax = 100;
constexpr std::size_t notesMax = 100;

void addCall(StreamSummary& stream, const Event& event)
{
    CallCount& call = stream.calls[event.cmd];
    if (call.count++ == 0)
        call.first_ns = event.time_ns;
    call.last_ns = event.time_ns;
    call.errors += event.error != 0;
    call.took_ns += event.took_ns;
}

void addUnderrun(StreamSummary& stream, const Event& event)
{
    ++stream.underrun_count;
    if (stream.underruns.size() < momentsMax)
        stream.underruns.push_back({event.time_ns, event.frame});
}

void add(StreamSummary& stream, const Event& event)
{
    switch (event.kind) {
    case EventKind::Opened:
        stream.opened = event;
        break;
    case EventKind::Ioctl:
        addCall(stream, event);
        break;
    case EventKind::Reset:
        stream.dropped_bytes += event.capture ? 0 : event.dropped_bytes;
        break;
    case EventKind::Underrun:
        addUnderrun(stream, event);
        break;
    case EventKind::Overrun:
        stream.overrun_bytes += event.dropped_bytes;
        break;
    case EventKind::Mapped:
        stream.mapped = true;
        break;
    case EventKind::Misuse:
        stream.misuses.insert(event.value);
        break;
    case EventKind::Closed:
        stream.closed = {event.time_ns, event.frame};
        break;
    default:
        break;
    }
}

}  // namespace

void Summary::operator()(const Event& event)
{
    if (isInternal(event.kind))
        return;
    ++events_;
    last_ns_ = std::max(last_ns_, event.time_ns);
    if (event.kind == EventKind::Gap)
        lost_ += event.value;
    else if (event.kind == EventKind::Opened && event.error != 0)
        ++refused_;
    else if (event.stream != 0)
        add(streams_[event.stream], event);
    else if (event.kind == EventKind::Note && notes_.size() < notesMax)
        notes_.push_back(event);
}

void Summary::operator()(const capture_file::Pcm& pcm)
{
    last_ns_ = std::max(last_ns_, pcm.time_ns);
    if (pcm.dropped)
        return;
    auto& parts = streams_[pcm.stream].parts;
    if (parts.empty() || parts.back().format != pcm.pcm.format)
        parts.push_back({pcm.pcm.format, {}});
    parts.back().frames += pcm.pcm.frames();
}

void Summary::operator()(const capture_file::Damage& damage)
{
    if (!damage.at_end)
        damaged_ += damage.bytes;
}

Nanoseconds Summary::length() const
{
    return since(last_ns_);
}

Nanoseconds Summary::since(std::uint64_t time_ns) const
{
    const std::uint64_t begun = start_.monotonic_ns;
    constexpr std::uint64_t longest = ~std::uint64_t{0} >> 2;
    return Nanoseconds(
        static_cast<std::int64_t>(time_ns < begun ? 0 : std::min(time_ns - begun, longest)));
}

}  // namespace dsproxy::cli

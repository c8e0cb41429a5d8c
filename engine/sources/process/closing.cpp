// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/closing.h"

#include <algorithm>

namespace dsproxy::process {

namespace {

void drop(Device& device, Open& open, std::uint64_t now_ns)
{
    oss_call reset;
    reset.cmd = SNDCTL_DSP_RESET;
    reset.now_ns = now_ns;
    reset.effects = 0;
    const std::uint64_t queued = oss_play_delay(&open.dsp.play);
    oss_ioctl(&open.dsp, &device.mixer(), &reset);
    if (queued == 0)
        return;
    Event event = device.event(open, EventKind::Reset, now_ns, {});
    event.dropped_bytes = queued;
    device.push(event);
}

}  // namespace

bool drainsAtClose(const Open& open)
{
    const oss_stream& play = open.dsp.play;
    return open.isDsp() && open.mode.write && open.dsp.close_policy == OSS_CLOSE_DRAIN &&
           play.enabled && !play.mapped && !oss_play_drained(&play);
}

bool hasUntaken(const Open& open)
{
    return std::ranges::any_of(open.channels,
                               [](const DataChannel& channel) { return channel.pending() > 0; });
}

void beginClosing(Device& device, Open& open, std::uint64_t now_ns)
{
    open.closing = true;
    if (!open.mode.write || oss_play_drained(&open.dsp.play))
        return;
    const oss_stream& play = open.dsp.play;
    if (open.dsp.close_policy == OSS_CLOSE_DROP || !play.enabled || play.mapped)
        drop(device, open, now_ns);
    else
        oss_play_post(&open.dsp.play, now_ns);
}

bool closed(const Open& open)
{
    const bool silent = !open.mode.write || open.dsp.play.mapped ||
                        oss_play_drained(&open.dsp.play);
    return open.closing && open.waiting.empty() && (silent || !open.isDsp());
}

void flushNow(Device& device, Open& open, std::uint64_t now_ns)
{
    if (!open.isDsp() || !open.mode.write || open.dsp.play.mapped)
        return;
    open.dsp.play.free_running = true;
    oss_play_post(&open.dsp.play, now_ns);
    device.settle(open, now_ns, nullptr);
}

}  // namespace dsproxy::process

// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/closing.h"

#include <algorithm>

namespace dsproxy::process {

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
    if (open.isDsp())
        device.apply(open, oss_dsp_close(&open.dsp, now_ns), now_ns, {});
}

void noticeHangUps(Device& device, Open& open, std::uint64_t now_ns)
{
    open.channels.remove_if([](const DataChannel& channel) { return channel.deserted(); });
    if (open.number < 0 || open.readiness.hungUp())
        open.numbers_gone = true;
    if (open.numbers_gone && open.channels.empty() && !open.closing)
        beginClosing(device, open, now_ns);
}

bool closed(const Open& open)
{
    const bool silent =
        !open.mode.write || open.dsp.play.mapped || oss_play_drained(&open.dsp.play);
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

// SPDX-License-Identifier: GPL-2.0-or-later
#include "oracle.h"

#include "must.h"

#include <algorithm>
#include <bit>

namespace dsproxy::fuzz {

namespace {

constexpr u32 allEffects = (OSS_FX_MISUSE << 1) - 1;

u64 wholeFrames(const oss_stream& s, u64 bytes)
{
    return bytes - bytes % oss_frame_bytes(&s.params);
}

bool same(const oss_params& a, const oss_params& b)
{
    return a.afmt == b.afmt && a.channels == b.channels && a.rate == b.rate;
}

bool same(const oss_geometry& a, const oss_geometry& b)
{
    return a.fragment_bytes == b.fragment_bytes && a.fragments == b.fragments;
}

}  // namespace

bool isRunning(const oss_stream& s)
{
    return s.run == OSS_RUN_RUNNING;
}

u64 bytesIn(const oss_params& params, u64 ns)
{
    const auto second = static_cast<unsigned __int128>(1'000'000'000) * oss_frame_samples(&params);
    const auto frames = static_cast<unsigned __int128>(ns) * params.rate / second;
    return static_cast<u64>(frames) * oss_frame_bytes(&params);
}

u64 fragmentNs(const oss_stream& s)
{
    const u64 frames = s.geometry.fragment_bytes / oss_frame_bytes(&s.params);
    const auto scaled =
        static_cast<unsigned __int128>(frames) * oss_frame_samples(&s.params) * 1'000'000'000;
    return static_cast<u64>((scaled + s.params.rate - 1) / s.params.rate);
}

void OwnTime::steer(s32 rate_ppb, u64 now)
{
    scaled_ += static_cast<unsigned __int128>(now - since_) * speed_;
    since_ = now;
    speed_ = static_cast<u64>(1'000'000'000 + std::clamp(rate_ppb, -2'000'000, 2'000'000));
}

u64 OwnTime::at(u64 now) const
{
    constexpr u64 second = 1'000'000'000;
    if (now < since_)
        return static_cast<u64>(scaled_ / second) - (since_ - now);
    return static_cast<u64>((scaled_ + static_cast<unsigned __int128>(now - since_) * speed_) /
                            second);
}

u64 ClockOracle::position(const oss_stream& s, u64 now) const
{
    return start_->bytes + bytesIn(s.params, own_.at(now) - start_->ns);
}

void ClockOracle::advanced(const oss_stream& was, const oss_stream& is, u64 now, u64 input)
{
    if (was.free_running)
        start_.reset();
    else if (was.capture)
        captureAdvanced(was, is, now, input);
    else
        playAdvanced(was, is, now);
}

void ClockOracle::playAdvanced(const oss_stream& was, const oss_stream& is, u64 now)
{
    const u64 end = was.played + wholeFrames(was, was.written - was.played);
    const u64 due = was.staged_ns + fragmentNs(was);
    if (!isRunning(was) && was.enabled && end > was.played && now >= due)
        start_ = {own_.at(due), was.played};
    if (!start_) {
        must(is.played == was.played && is.run == was.run, "what does not run stands");
        return;
    }
    const u64 now_at = std::max(was.played, position(was, now));
    if (was.mapped || now_at < end) {
        must(is.played == now_at, "the clock is that of the rate");
        must(isRunning(is), "it runs on");
    } else {
        must(is.played == end && is.run == OSS_RUN_STARVED, "it ends with what was written");
        start_.reset();
    }
}

void ClockOracle::captureAdvanced(const oss_stream& was, const oss_stream& is, u64 now, u64 input)
{
    const u64 fragment = was.geometry.fragment_bytes;
    const u64 buffer = oss_buffer_bytes(&was.geometry);
    if (!start_) {
        must(is.written == was.written, "nothing is read by itself");
        must(is.played == was.played || is.played <= is.written + fragment,
             "one fragment comes by itself");
        return;
    }
    const u64 now_at = std::min(position(was, now), input);
    const u64 more = now_at > was.played ? wholeFrames(was, now_at - was.played) : 0;
    must(is.played == was.played + more, "recording runs at the rate, as far as the input is");
    const u64 ready = is.played - was.written;
    u64 lost = was.mapped ? ready : ready > buffer ? ready - buffer : 0;
    if (lost % oss_frame_bytes(&was.params) && !was.mapped)
        lost += oss_frame_bytes(&was.params) - lost % oss_frame_bytes(&was.params);
    must(is.written == was.written + lost, "whole frames are lost, the oldest");
}

void ClockOracle::called(const oss_stream& was, const oss_stream& is, u64 now, u32 fx)
{
    if (!isRunning(is) || is.free_running) {
        start_.reset();
        return;
    }
    const bool moved = is.origin_ns != was.origin_ns || is.origin_bytes != was.origin_bytes;
    if (start_ && !moved && !(fx & OSS_FX_FORMAT))
        return;
    must(!moved || fx & (OSS_FX_STARTED | OSS_FX_FORMAT), "a clock is started by a start");
    start_ = {is.origin_ns, is.origin_bytes};
    if (moved && !is.capture)
        must(is.origin_ns == own_.at(now) && is.origin_bytes == is.played,
             "it starts now and here");
    if (moved && is.capture) {
        must(is.origin_ns <= own_.at(now) && own_.at(now) - is.origin_ns <= fragmentNs(is),
             "it starts a fragment ago at most");
        must(is.origin_bytes >= is.written && is.origin_bytes <= is.played,
             "it starts with what waits on trial");
    }
}

namespace {

void checkGeometry(const oss_stream& s)
{
    const oss_geometry& g = s.geometry;
    const u32 frame = oss_frame_bytes(&s.params);
    const oss_format_info* format = oss_format_find(s.params.afmt);
    must(format != nullptr, "the format is known");
    must(s.params.channels >= 1 && s.params.channels <= OSS_CHANNELS_MAX, "1 to 32 channels");
    must(s.params.rate >= OSS_RATE_MIN && s.params.rate <= OSS_RATE_MAX, "1 to 768 kHz");
    must(frame >= 1 &&
             frame * 8 == format->container_bits * s.params.channels * oss_frame_samples(&s.params),
         "a frame is a whole number of bytes");
    must(g.fragment_bytes >= frame && g.fragment_bytes % frame == 0, "a fragment is whole frames");
    must(g.fragment_bytes <= OSS_FRAGMENT_MAX, "a fragment has its limit");
    must(g.fragments >= OSS_FRAGMENTS_MIN, "two fragments at least");
    must(static_cast<u64>(g.fragment_bytes) * g.fragments <= OSS_BUFFER_MAX, "1 MiB at most");
}

void checkStream(const oss_stream& s)
{
    const u32 buffer = oss_buffer_bytes(&s.geometry);
    const u64 waiting = s.capture ? s.played - s.written : s.written - s.played;
    checkGeometry(s);
    must(waiting <= buffer, "the queue fits into the buffer");
    must(s.present || (s.written == 0 && s.played == 0 && !s.enabled), "absent, nothing moves");
    must(!s.mapped || waiting == 0, "mapped, nothing is queued");
    must(oss_stream_ptr(&s) == oss_stream_bytes(&s) % buffer, "ptr is bytes modulo the buffer");
    must(s.reset_at <= std::max(s.written, s.played), "counters began in the past");
    must(s.post ? !s.capture : true, "only playback has an end to post");
}

/// Bytes that make it ready: a fragment, or what LOW_WATER asked for and can be reached.
u32 markOf(const oss_stream& s)
{
    const u32 fragment = s.geometry.fragment_bytes;
    const u32 most = oss_buffer_bytes(&s.geometry) - fragment;
    return s.low_water == 0 ? fragment : std::min(s.low_water, most);
}

void checkPlay(const oss_stream& s)
{
    const u32 buffer = oss_buffer_bytes(&s.geometry);
    const u64 queued = s.written - s.played;
    must(oss_play_delay(&s) == queued, "GETODELAY is what is not heard");
    if (s.present && !s.mapped) {
        must(oss_play_space(&s) == buffer - queued, "space and queue are the buffer");
        must(oss_play_writable(&s) == (buffer - queued >= markOf(s)),
             "POLLOUT is room to the mark");
        must(oss_play_drained(&s) == (queued < oss_frame_bytes(&s.params)), "drained is no frame");
        must(!s.enabled || s.free_running || isRunning(s) || oss_play_writable(&s),
             "a full buffer is about to empty");
    }
    must(oss_play_split(&s) == queued % oss_frame_bytes(&s.params), "split is the frame's rest");
}

void checkCapture(const oss_stream& s)
{
    const u64 ready = s.played - s.written;
    if (!s.present || s.mapped) {
        must(oss_capture_ready(&s) == 0, "nothing to read");
        return;
    }
    must(oss_capture_ready(&s) == ready, "ready is what was not read");
    const bool trial = s.enabled && !isRunning(s);
    const u32 mark = trial ? std::min(markOf(s), s.geometry.fragment_bytes) : markOf(s);
    must(oss_capture_readable(&s) == (ready >= mark), "POLLIN is as much as the mark");
}

}  // namespace

void checkState(const oss_dsp& dsp, u64 now)
{
    must(same(dsp.params, dsp.play.params) && same(dsp.params, dsp.capture.params),
         "both directions have the format");
    must(!dsp.play.capture && dsp.capture.capture, "directions do not change");
    checkStream(dsp.play);
    checkStream(dsp.capture);
    checkPlay(dsp.play);
    checkCapture(dsp.capture);
    must(oss_dsp_deadline(&dsp, now) > now, "deadlines lie in the future");
}

void checkDeadline(const oss_dsp& dsp, u64 now, u64 input)
{
    const u64 deadline = oss_dsp_deadline(&dsp, now);
    if (input != never || dsp.play.free_running || dsp.capture.free_running)
        return;
    oss_dsp later = dsp;
    oss_dsp_advance(&later, deadline == never ? now + (u64{1} << 40) : deadline - 1, input);
    must(oss_play_writable(&later.play) == oss_play_writable(&dsp.play),
         "POLLOUT does not come before the deadline");
    must(oss_play_drained(&later.play) == oss_play_drained(&dsp.play),
         "the end does not come before the deadline");
    must(oss_capture_readable(&later.capture) == oss_capture_readable(&dsp.capture),
         "POLLIN does not come before the deadline");
}

namespace {

void checkStreamStep(const oss_stream& was, const oss_stream& is)
{
    must(is.written >= was.written, "written does not turn back");
    must(is.capture || is.played >= was.played, "what was heard stays heard");
    must(is.underruns >= was.underruns, "underruns are counted on");
    must(is.present == was.present, "directions do not come and go");
    if (is.reset_at == was.reset_at) {
        must(oss_stream_bytes(&is) >= oss_stream_bytes(&was), "GETOPTR does not turn back");
        must(is.capture || oss_stream_samples(&is) >= oss_stream_samples(&was),
             "CURRENT_OPTR does not turn back");
    }
    must(is.metered <= std::max(is.played, is.written), "nothing is measured before it is heard");
    if (was.mapped) {
        must(is.mapped, "what is mapped stays so");
        must(same(is.geometry, was.geometry), "a mapped buffer keeps its size");
    }
}

bool started(const oss_stream& was, const oss_stream& is)
{
    return isRunning(is) && !isRunning(was);
}

bool stopped(const oss_stream& was, const oss_stream& is)
{
    return isRunning(was) && is.run == OSS_RUN_STOPPED;
}

bool resized(const oss_stream& was, const oss_stream& is)
{
    return is.present && !same(was.geometry, is.geometry);
}

}  // namespace

void checkStep(const oss_dsp& was, const oss_dsp& is)
{
    checkStreamStep(was.play, is.play);
    checkStreamStep(was.capture, is.capture);
    must((is.misuse & was.misuse) == was.misuse, "a misuse is not forgotten");
    must(is.close_policy == was.close_policy, "the policy is the node's");
}

void checkEffects(const oss_dsp& was, const oss_dsp& is, u32 fx)
{
    const auto says = [fx](u32 effect) { return (fx & effect) != 0; };
    must((fx & ~allEffects) == 0, "effects are known");
    must(says(OSS_FX_FORMAT) == !same(was.params, is.params), "FORMAT is a change of format");
    must(says(OSS_FX_GEOMETRY) == (resized(was.play, is.play) || resized(was.capture, is.capture)),
         "GEOMETRY is a change of the buffer");
    must(says(OSS_FX_MISUSE) == (was.misuse != is.misuse), "MISUSE is a new misuse");
    must(says(OSS_FX_UNDERRUN) == (was.play.underruns != is.play.underruns), "UNDERRUN is counted");
    must(says(OSS_FX_OVERRUN) || was.capture.underruns == is.capture.underruns,
         "a counted overrun is told");
    must(says(OSS_FX_STOPPED) == (stopped(was.play, is.play) || stopped(was.capture, is.capture)),
         "STOPPED is a stop");
    must(says(OSS_FX_STARTED) || !(started(was.play, is.play) || started(was.capture, is.capture)),
         "a start is told");
    if (says(OSS_FX_RESET_PLAY))
        must(is.play.dropped_from == was.play.played && is.play.dropped_from < is.play.written &&
                 is.play.played == is.play.written,
             "what RESET has dropped is told");
    if (says(OSS_FX_RESET_CAPTURE))
        must(is.capture.dropped_from < is.capture.written &&
                 is.capture.played == is.capture.written,
             "what RESET has lost is told");
    if (says(OSS_FX_WAIT_DRAIN))
        must(!oss_play_drained(&is.play) && is.play.enabled && !is.play.mapped,
             "what is waited for can come");
}

void checkWakes(const oss_dsp& was, const oss_dsp& is, u32 fx)
{
    const bool due = (oss_play_writable(&is.play) && !oss_play_writable(&was.play)) ||
                     (oss_play_drained(&is.play) && !oss_play_drained(&was.play)) ||
                     (oss_capture_readable(&is.capture) && !oss_capture_readable(&was.capture));
    must(!due || fx & OSS_FX_WAKE, "whoever waits is woken");
}

void checkMixer(const oss_mixer& mixer)
{
    must(std::ranges::max(mixer.left) <= 100 && std::ranges::max(mixer.right) <= 100,
         "volumes are per cent");
    must((mixer.record_source & ~oss_mixer_recordable()) == 0, "sources can be recorded");
    for (u32 channel = 0; channel < OSS_MIXER_CHANNELS; ++channel)
        must(oss_mixer_stereo() >> channel & 1 || mixer.left[channel] == mixer.right[channel],
             "mono has one side");
}

}  // namespace dsproxy::fuzz

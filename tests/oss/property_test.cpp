// SPDX-License-Identifier: GPL-2.0-or-later
/// Programs that do anything in any order: what must hold whatever they do.
#include "device.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace {

using namespace dsproxy::test;

struct Random {
    explicit Random(u64 seed) : engine(seed) {}

    u64 below(u64 n) { return std::uniform_int_distribution<u64>(0, n - 1)(engine); }
    bool oneIn(u64 n) { return below(n) == 0; }

    std::mt19937_64 engine;
};

/// A device under random operations, and what was true of it before the last one.
class Chaos {
public:
    explicit Chaos(u64 seed)
        : random(seed), device(static_cast<Mode>(random.below(3)),
                               static_cast<oss_node>(random.below(OSS_NODE_MIXER)))
    {
        remember();
    }

    void step()
    {
        switch (random.below(12)) {
        case 0:
        case 1:
        case 2:
            write();
            break;
        case 3:
        case 4:
            read();
            break;
        case 5:
        case 6:
            device.pass(random.below(50 * millisecond));
            break;
        case 7:
            toDeadline();
            break;
        case 8:
        case 9:
            parameter();
            break;
        case 10:
            anyCall();
            break;
        default:
            rare();
            break;
        }
        check();
        remember();
    }

private:
    void write()
    {
        const audio_buf_info info = device.space();
        const u64 asked = random.below(3 * device.buffer()) + 1;
        device.advance();
        const u32 accepted = device.write(asked);
        if (device.dsp.play.present && !device.dsp.play.mapped) {
            ASSERT_EQ(accepted, std::min<u64>(asked, static_cast<u64>(info.bytes)));
        }
    }

    void read() { device.read(random.below(2 * device.buffer()) + 1); }

    void toDeadline()
    {
        const u64 deadline = device.deadline();
        ASSERT_GT(deadline, device.now);
        if (deadline != never)
            device.pass(deadline - device.now);
    }

    void parameter()
    {
        static constexpr u32 cmds[] = {
            SNDCTL_DSP_SPEED,       SNDCTL_DSP_CHANNELS,  SNDCTL_DSP_STEREO,     SNDCTL_DSP_SETFMT,
            SNDCTL_DSP_SETFRAGMENT, SNDCTL_DSP_SUBDIVIDE, SNDCTL_DSP_SETTRIGGER, SNDCTL_DSP_SYNC};
        static constexpr s32 rates[] = {1000, 8000, 11025, 44100, 48000, 192000};
        const u32 cmd = cmds[random.below(std::size(cmds))];
        s32 value = static_cast<s32>(random.below(5));
        if (cmd == SNDCTL_DSP_SPEED)
            value = rates[random.below(std::size(rates))];
        if (cmd == SNDCTL_DSP_SETFMT)
            value = 1 << random.below(19);
        if (cmd == SNDCTL_DSP_SETFRAGMENT)
            value = static_cast<s32>(random.below(32) << 16 | random.below(20));
        patiently(cmd, value);
    }

    /// As a shell that waits for the drain and calls again.
    void patiently(u32 cmd, s32 value)
    {
        Answer answer = device.call(cmd, value);
        for (int i = 0; answer.has(OSS_FX_WAIT_DRAIN); i++) {
            ASSERT_LT(i, 3) << "a drained call must not wait again";
            if (device.dsp.play.free_running)
                device.dsp.play.gate = device.dsp.play.written;
            for (int wait = 0; !oss_play_heard(&device.dsp.play); wait++) {
                ASSERT_LT(wait, 100'000) << "never drained";
                toDeadlineOrOn();
            }
            answer = device.call(cmd, value);
        }
    }

    void toDeadlineOrOn()
    {
        const u64 deadline = device.deadline();
        device.pass(deadline == never ? millisecond : deadline - device.now);
    }

    void anyCall()
    {
        u32 rows = 0;
        while (oss_ioctl_at(rows))
            rows++;
        const u32 cmd = oss_ioctl_at(static_cast<u32>(random.below(rows)))->cmd;
        device.call(cmd, static_cast<s32>(random.engine()));
    }

    void rare()
    {
        oss_stream& play = device.dsp.play;
        switch (random.below(10)) {
        case 0:
            device.call(SNDCTL_DSP_RESET);
            break;
        case 1:
            device.pass(random.below(10 * second));
            break;
        case 2:
            play.free_running = !play.free_running;
            break;
        case 3:
            play.gate = play.played + random.below(device.buffer());
            break;
        case 4:
            device.input = device.dsp.capture.played + random.below(device.buffer());
            break;
        case 5:
            device.input = never;
            break;
        case 6:
            device.dsp.capture.free_running = random.oneIn(3);
            break;
        case 7:
            oss_stream_steer(random.oneIn(2) ? &play : &device.dsp.capture,
                             static_cast<s32>(random.below(6'000'000)) - 3'000'000, device.now);
            break;
        case 8:
            oss_play_set_latency(&play, static_cast<u32>(random.below(300'000)));
            break;
        default:
            if (random.oneIn(20))
                oss_dsp_map(&device.dsp, random.oneIn(2), device.now);
        }
        device.advance();
    }

    void check()
    {
        const oss_dsp& dsp = device.dsp;
        checkStream(dsp.play, before.play);
        checkStream(dsp.capture, before.capture);
        ASSERT_LE(dsp.play.played, dsp.play.written);
        ASSERT_LE(dsp.capture.written, dsp.capture.played);
        ASSERT_GE(dsp.play.played, before.play.played);
        ASSERT_GE(dsp.capture.written, before.capture.written);
        ASSERT_GT(device.deadline(), device.now);
        ASSERT_LE(oss_play_delay(&dsp.play) + heldBehind(), dsp.play.written - dsp.play.reset_at);
        ASSERT_NE(oss_format_find(dsp.params.afmt), nullptr);
        ASSERT_TRUE(!dsp.play.enabled || dsp.play.mapped || oss_play_writable(&dsp.play) ||
                    dsp.play.free_running || dsp.play.run == OSS_RUN_RUNNING || !dsp.play.present)
            << "nothing will ever make it writable";
    }

    u64 heldBehind() const
    {
        return oss_play_behind(&device.dsp.play, device.now) * oss_frame_bytes(&device.dsp.params);
    }

    void checkStream(const oss_stream& s, const oss_stream& was)
    {
        const u32 buffer = oss_buffer_bytes(&s.geometry);
        ASSERT_LE(s.capture ? s.played - s.written : s.written - s.played, buffer);
        ASSERT_EQ(s.geometry.fragment_bytes % oss_frame_bytes(&s.params), 0u);
        ASSERT_LE(buffer, OSS_BUFFER_MAX);
        ASSERT_GE(s.written, was.written);
        ASSERT_GE(s.underruns, was.underruns);
        if (s.reset_at == was.reset_at) {
            ASSERT_GE(oss_stream_bytes(&s), oss_stream_bytes(&was));
        }
        ASSERT_LT(oss_stream_ptr(&s), buffer);
        if (s.mapped && was.mapped) {
            ASSERT_EQ(buffer, oss_buffer_bytes(&was.geometry));
        }
        if (!s.present) {
            ASSERT_EQ(s.written + s.played, 0u);
        }
    }

    void remember() { before = device.dsp; }

    Random random;
    Device device;
    oss_dsp before{};
};

TEST(Property, WhateverAProgramDoes)
{
    for (u64 seed = 1; seed <= 2000; seed++) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        Chaos chaos(seed);
        for (int i = 0; i < 300; i++) {
            chaos.step();
            if (HasFatalFailure())
                return;
        }
    }
}

TEST(Property, TheClockIsThatOfTheRate)
{
    for (u64 seed = 1; seed <= 200; seed++) {
        Random random(seed);
        Device d;
        const s32 channels = 1 + static_cast<s32>(random.below(8));
        d.params(channels, 1000 + static_cast<s32>(random.below(767'000)));
        const u64 start = d.now;
        d.write(d.buffer());
        while (d.now < start + second) {
            d.now = std::min(d.deadline(), d.now + random.below(millisecond) + 1);
            d.advance();
            d.write(d.buffer());
            ASSERT_EQ(d.dsp.play.underruns, 0u) << seed;
            ASSERT_EQ(d.dsp.play.played, oss_frames_in(&d.dsp.params, d.now - start) * d.frame());
        }
    }
}

}  // namespace

// SPDX-License-Identifier: GPL-2.0-or-later
/// A shell around oss/ for tests: a clock in the hand, no waiting, no bytes.
#pragma once

#include "oss/ioctl.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace dsproxy::test {

inline constexpr u64 second = 1'000'000'000;
inline constexpr u64 millisecond = 1'000'000;
inline constexpr u64 never = ~u64{0};

enum Mode { Play, Record, Both };

struct Answer {
    int error = 0;
    s32 value = 0;
    u32 effects = 0;
    bool has(u32 effect) const { return effects & effect; }
};

class Device {
public:
    explicit Device(Mode mode = Play, oss_node node = OSS_NODE_DSP)
    {
        oss_device_init(&own);
        open(mode, node);
    }

    /// One more open of the device of another.
    Device(Device& other, Mode mode, oss_node node = OSS_NODE_DSP) : device(other.device)
    {
        now = other.now;
        open(mode, node);
    }

    ~Device() { oss_device_remove(&device, &dsp); }
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    /// The call with an int, or without an argument.
    Answer call(u32 cmd, std::int64_t value = 0)
    {
        oss_call c = prepared(cmd);
        c.arg.value = static_cast<s32>(value);
        const int error = oss_ioctl(&device, &dsp, &c);
        return {error, c.arg.value, c.effects};
    }

    audio_buf_info space(u32 cmd = SNDCTL_DSP_GETOSPACE)
    {
        oss_call c = prepared(cmd);
        error = oss_ioctl(&device, &dsp, &c);
        effects |= c.effects;
        return c.arg.space;
    }

    count_info pointer(u32 cmd = SNDCTL_DSP_GETOPTR)
    {
        oss_call c = prepared(cmd);
        error = oss_ioctl(&device, &dsp, &c);
        effects |= c.effects;
        return c.arg.count;
    }

    /// The call with a structure.
    template <class T> Answer exchange(u32 cmd, T& argument)
    {
        oss_call c = prepared(cmd);
        std::memcpy(&c.arg, &argument, sizeof argument);
        const int error = oss_ioctl(&device, &dsp, &c);
        std::memcpy(&argument, &c.arg, sizeof argument);
        return {error, c.arg.value, c.effects};
    }

    template <class T> T ask(u32 cmd, T argument = {})
    {
        error = exchange(cmd, argument).error;
        return argument;
    }

    /// S16_LE, so many channels, so many Hz.
    void params(s32 channels, s32 rate, u32 afmt = AFMT_S16_LE)
    {
        call(SNDCTL_DSP_SETFMT, afmt);
        call(SNDCTL_DSP_CHANNELS, channels);
        call(SNDCTL_DSP_SPEED, rate);
    }

    /// A write that does not wait: what was accepted.
    u32 write(u64 bytes)
    {
        const u32 n = static_cast<u32>(std::min<u64>(bytes, oss_play_space(&dsp.play)));
        effects |= oss_play_commit(&dsp.play, n, now);
        return n;
    }

    /// A read that does not wait: what was there.
    u32 read(u64 bytes)
    {
        effects |= oss_capture_start(&dsp.capture, now);
        advance();
        const u32 n = static_cast<u32>(std::min<u64>(bytes, oss_capture_ready(&dsp.capture)));
        oss_capture_consume(&dsp.capture, n);
        return n;
    }

    void advance() { effects |= oss_dsp_advance(&dsp, now, input); }

    void pass(u64 ns)
    {
        now += ns;
        advance();
    }

    u64 deadline() const { return oss_dsp_deadline(&dsp, now); }

    /// From deadline to deadline, as a shell does; returns how many there were.
    u32 passInSteps(u64 ns)
    {
        const u64 end = now + ns;
        u32 steps = 0;
        while (deadline() <= end) {
            now = deadline();
            advance();
            steps++;
        }
        now = end;
        advance();
        return steps;
    }

    u32 fragment() const { return stream().geometry.fragment_bytes; }
    u32 fragments() const { return stream().geometry.fragments; }
    u32 buffer() const { return oss_buffer_bytes(&stream().geometry); }
    u32 frame() const { return oss_frame_bytes(&dsp.params); }
    u64 fragmentNs() const { return oss_frames_ns(&dsp.params, fragment() / frame()); }

    /// The effects since the last look.
    u32 seen()
    {
        const u32 all = effects;
        effects = 0;
        return all;
    }

    oss_dsp dsp{};
    oss_device own{};
    oss_device& device = own;
    oss_mixer& mixer = device.mixer;
    u64 now = 5 * second;
    u64 input = never;
    u32 effects = 0;
    int error = 0;

private:
    void open(Mode mode, oss_node node)
    {
        oss_dsp_open(&dsp, node, mode != Play, mode != Record, false, now);
        const oss_opener opener{.pid = 4711, .comm = "player", .node = node};
        oss_device_add(&device, &dsp, &opener);
    }

    const oss_stream& stream() const { return dsp.play.present ? dsp.play : dsp.capture; }

    oss_call prepared(u32 cmd)
    {
        oss_call c{};
        c.cmd = cmd;
        c.now_ns = now;
        advance();
        return c;
    }
};

}  // namespace dsproxy::test

// SPDX-License-Identifier: GPL-2.0-or-later
/// The calls of the program, and what each answer says.
#include "machine.h"

#include "must.h"
#include "printers.h"

#include <array>
#include <memory>

namespace dsproxy::fuzz {

namespace {

constexpr std::array<u32, 32> favourites = {
    SNDCTL_DSP_SPEED,       SNDCTL_DSP_CHANNELS,
    SNDCTL_DSP_STEREO,      SNDCTL_DSP_SETFMT,
    SNDCTL_DSP_SETFRAGMENT, SNDCTL_DSP_SUBDIVIDE,
    SNDCTL_DSP_SETBLKSIZE,  SNDCTL_DSP_SETTRIGGER,
    SNDCTL_DSP_SYNC,        SNDCTL_DSP_RESET,
    SNDCTL_DSP_POST,        SNDCTL_DSP_GETOSPACE,
    SNDCTL_DSP_GETISPACE,   SNDCTL_DSP_GETOPTR,
    SNDCTL_DSP_GETIPTR,     SNDCTL_DSP_GETODELAY,
    SNDCTL_DSP_GETTRIGGER,  SNDCTL_DSP_NONBLOCK,
    SNDCTL_DSP_GETBLKSIZE,  MIXER_WRITE(SOUND_MIXER_PCM),
    SNDCTL_DSP_LOW_WATER,   SNDCTL_DSP_POLICY,
    SNDCTL_DSP_SILENCE,     SNDCTL_DSP_SKIP,
    SNDCTL_DSP_HALT_INPUT,  SNDCTL_DSP_HALT_OUTPUT,
    SNDCTL_DSP_GETOPEAKS,   SNDCTL_DSP_GETIPEAKS,
    SNDCTL_DSP_SYNCSTART,   SNDCTL_DSP_GETERROR,
    OSS_DSP_CURRENT_OPTR64, OSS_DSP_CURRENT_IPTR32,
};

/// What a program might mean.
s32 sensible(u32 cmd, Bytes& input)
{
    static constexpr std::array<s32, 12> rates = {1,     4000,  8000, 11025,  22050,  44100,
                                                  48000, 96000, 7919, 192000, 768000, 767999};
    switch (cmd) {
    case SNDCTL_DSP_SPEED:
        return rates[input.byte() % rates.size()];
    case SNDCTL_DSP_CHANNELS:
        return input.byte() % 34;
    case SNDCTL_DSP_SETFMT:
        return 1 << input.byte() % 24;
    case SNDCTL_DSP_SETFRAGMENT:
        return input.byte() % 40 << 16 | input.byte() % 26;
    case SNDCTL_DSP_LOW_WATER:
    case SNDCTL_DSP_SETBLKSIZE:
        return input.take<std::uint16_t>();
    default:
        return input.byte();
    }
}

bool unchanged(const oss_dsp& was, const oss_dsp& is)
{
    const auto same = [](const oss_stream& a, const oss_stream& b) {
        return a.run == b.run && a.enabled == b.enabled && a.mapped == b.mapped &&
               a.written == b.written && a.played == b.played && a.reset_at == b.reset_at &&
               a.geometry.fragment_bytes == b.geometry.fragment_bytes &&
               a.geometry.fragments == b.geometry.fragments && a.params.afmt == b.params.afmt &&
               a.params.channels == b.params.channels && a.params.rate == b.params.rate;
    };
    return same(was.play, is.play) && same(was.capture, is.capture) && was.misuse == is.misuse;
}

}  // namespace

oss_call Machine::prepared(u32 cmd)
{
    oss_call c;
    std::memset(&c, 0xa5, sizeof c);
    c.cmd = cmd;
    return c;
}

void Machine::callFavourite()
{
    oss_call c = prepared(favourites[input_.byte() % favourites.size()]);
    if (oss_ioctl_in_bytes(c.cmd))
        c.arg.value = sensible(c.cmd, input_);
    call(c);
}

void Machine::callRow()
{
    const struct oss_ioctl* row = oss_ioctl_at(input_.byte());
    oss_call c = prepared(row ? row->cmd : input_.take<u32>());
    const auto bytes = input_.some(oss_ioctl_in_bytes(c.cmd));
    std::copy(bytes.begin(), bytes.end(), c.arg.bytes);
    if (input_.flag())
        makeSensible(c);
    call(c);
}

s32 Machine::stampOf(s32 ctrl)
{
    oss_call c = prepared(SNDCTL_MIX_EXTINFO);
    c.arg.mixext.dev = 0;
    c.arg.mixext.ctrl = ctrl;
    return oss_ioctl(&device_, nullptr, &c) == 0 ? c.arg.mixext.timestamp : 0;
}

/// Structures as a program fills them: chance alone finds no control and no group.
void Machine::makeSensible(oss_call& c)
{
    const s32 number = input_.byte() % 29 - 1;
    switch (oss_ioctl_find(c.cmd) ? oss_ioctl_find(c.cmd)->layout : OSS_ARG_NONE) {
    case OSS_ARG_SYNCGROUP:
        c.arg.syncgroup.id = number % 3;
        c.arg.syncgroup.mode = input_.byte() % 4;
        break;
    case OSS_ARG_MIXEXT:
    case OSS_ARG_ENUMINFO:
    case OSS_ARG_MIXER_VALUE:
        c.arg.mixer_value.dev = 0;
        c.arg.mixer_value.ctrl = number;
        if (c.cmd == SNDCTL_MIX_READ || c.cmd == SNDCTL_MIX_WRITE) {
            c.arg.mixer_value.value = input_.byte() % 16;
            c.arg.mixer_value.timestamp = stampOf(number);
        }
        break;
    case OSS_ARG_AUDIOINFO:
    case OSS_ARG_INT:
        c.arg.value = number;
        break;
    default:
        break;
    }
}

/// A number near a real one: another direction, another size, another letter; or any.
void Machine::callNumber()
{
    const struct oss_ioctl* row = oss_ioctl_at(input_.byte());
    const u32 number = input_.take<u32>();
    oss_call c = prepared(row ? row->cmd ^ 1u << number % 32 : number);
    const auto bytes = input_.some(oss_ioctl_in_bytes(c.cmd));
    std::copy(bytes.begin(), bytes.end(), c.arg.bytes);
    must(oss_ioctl_find(c.cmd) == nullptr || oss_ioctl_is_ours(c.cmd), "what we know is ours");
    call(c);
}

/// As a program whose call waits: what asks to drain first asks once.
void Machine::callUntilDone()
{
    oss_call c = prepared(favourites[input_.byte() % 9]);
    if (oss_ioctl_in_bytes(c.cmd))
        c.arg.value = sensible(c.cmd, input_);
    call(c);
    if (!has_dsp_ || !(c.effects & OSS_FX_WAIT_DRAIN))
        return;
    drain();
    call(c);
    must(!(c.effects & OSS_FX_WAIT_DRAIN), "drained, a call does not wait again");
}

void Machine::call(oss_call& c)
{
    advance();
    c.now_ns = now_;
    const oss_call asked = c;
    device_was_ = device_;
    const int error = oss_ioctl(&device_, has_dsp_ ? &dsp_ : nullptr, &c);
    checkOutcome(asked, c, error);
    checkNoLeak(asked, c, error);
    if (c.effects & OSS_FX_METER)
        feedMeters(asked, c);
    if (!error && !(c.effects & OSS_FX_WAIT_DRAIN))
        checkAnswer(asked, c);
    print(asked, c, error);
    const u32 shells = OSS_FX_MIXER | OSS_FX_NONBLOCK | OSS_FX_SILENCE | OSS_FX_OTHERS;
    settle((c.effects & ~shells) | oss_dsp_take_effects(&dsp_));
}

/// What has passed, or as much of it as the shell still has.
void Machine::feedMeters(const oss_call& asked, oss_call& c)
{
    for (oss_stream* s : {&dsp_.play, &dsp_.capture}) {
        const auto pcm = input_.some(std::min<u64>(s->played - s->metered, input_.byte()));
        oss_meter_feed(s, pcm.data(), static_cast<u32>(pcm.size()));
    }
    c = asked;
    must(oss_ioctl(&device_, &dsp_, &c) == 0 && c.effects == 0, "fed, a meter tells");
    for (const u16 peak : c.arg.peaks)
        must(peak <= 32767, "a peak has its limit");
}

void Machine::checkOutcome(const oss_call& asked, const oss_call& answered, int error)
{
    const u32 fx = answered.effects;
    must(error == 0 || error == OSS_EINVAL || error == OSS_EIO || error == OSS_EBUSY ||
             error == OSS_EIDRM,
         "a call succeeds or is refused");
    const bool mixer = device_.mixer.modify_counter != device_was_.mixer.modify_counter;
    const bool volume =
        dsp_.play.volume != was_.play.volume || dsp_.capture.volume != was_.capture.volume;
    must(((fx & OSS_FX_MIXER) != 0) == (mixer || volume),
         "MIXER is a change of the mixer or of a stream's volume");
    must(!(fx & OSS_FX_NONBLOCK) || (asked.cmd == SNDCTL_DSP_NONBLOCK && dsp_.nonblock),
         "NONBLOCK is asked for");
    must(answered.cmd == asked.cmd && answered.now_ns == asked.now_ns, "a call stays itself");
    if (error)
        must(fx == 0 && unchanged(was_, dsp_), "what is refused does nothing");
    if (fx & OSS_FX_WAIT_DRAIN)
        must(std::memcmp(&answered.arg, &asked.arg, sizeof asked.arg) == 0,
             "it can be called again");
}

/// What goes out to the program depends on nothing that did not come in from it.
void Machine::checkNoLeak(const oss_call& asked, const oss_call& answered, int error)
{
    const u32 in = oss_ioctl_in_bytes(asked.cmd);
    const u32 out = oss_ioctl_out_bytes(asked.cmd);
    must(in <= OSS_ARG_MAX && out <= OSS_ARG_MAX, "an argument has its limit");
    oss_call twin = asked;
    std::memset(twin.arg.bytes + in, 0x5a, sizeof twin.arg - in);
    oss_dsp dsp = was_;
    oss_device device = device_was_;
    device.opens = has_dsp_ ? &dsp : nullptr;
    must(oss_ioctl(&device, has_dsp_ ? &dsp : nullptr, &twin) == error,
         "the same call has the same end");
    must(twin.effects == answered.effects, "the same call has the same effects");
    if (!error && !(twin.effects & (OSS_FX_WAIT_DRAIN | OSS_FX_METER)))
        must(std::memcmp(&twin.arg, &answered.arg, out) == 0, "no byte of ours goes out");
}

void Machine::checkSpace(const audio_buf_info& info, const oss_stream& s)
{
    const u32 bytes = s.capture ? oss_capture_ready(&s) : oss_play_space(&s);
    must(info.fragsize == static_cast<s32>(s.geometry.fragment_bytes), "fragsize is the fragment");
    must(info.fragstotal == static_cast<s32>(s.geometry.fragments), "fragstotal is their number");
    must(info.bytes == static_cast<s32>(bytes), "bytes is what can be moved");
    must(info.fragments == info.bytes / info.fragsize, "fragments is how often that is one");
    must(info.fragments <= info.fragstotal, "no more than the buffer");
}

void Machine::checkPointer(const count_info& info, const oss_stream& s)
{
    must(info.bytes >= 0 && info.blocks >= 0 && info.ptr >= 0, "no int is negative");
    must(info.bytes == static_cast<s32>(oss_stream_bytes(&s) & 0x7fffffff),
         "bytes is the position");
    must(static_cast<u32>(info.ptr) == oss_stream_ptr(&s), "ptr is the position in the buffer");
    must(oss_stream_blocks(&s) == 0, "blocks are told once");
}

void Machine::checkAnswer(const oss_call& asked, const oss_call& answered)
{
    switch (answered.cmd) {
    case SNDCTL_DSP_GETOSPACE:
        checkSpace(answered.arg.space, dsp_.play);
        break;
    case SNDCTL_DSP_GETISPACE:
        checkSpace(answered.arg.space, dsp_.capture);
        break;
    case SNDCTL_DSP_GETOPTR:
        checkPointer(answered.arg.count, dsp_.play);
        break;
    case SNDCTL_DSP_GETIPTR:
        checkPointer(answered.arg.count, dsp_.capture);
        break;
    case SNDCTL_DSP_RESET:
        must(oss_play_drained(&dsp_.play) && oss_capture_ready(&dsp_.capture) == 0 &&
                 oss_stream_bytes(&dsp_.play) == 0 && oss_stream_bytes(&dsp_.capture) == 0,
             "RESET leaves nothing");
        break;
    case SNDCTL_DSP_SYNC:
        must(oss_play_drained(&dsp_.play) || !dsp_.play.enabled, "SYNC has waited");
        break;
    default:
        checkValue(asked.arg.value, answered);
    }
}

void Machine::checkValue(s32 asked, const oss_call& answered)
{
    const s32 value = answered.arg.value;
    const bool held = dsp_.play.mapped || dsp_.capture.mapped || dsp_.fixed_params;
    const auto exact = [&](s32 low, s32 high) {
        return held || asked < low || asked > high || value == asked;
    };
    switch (answered.cmd) {
    case SNDCTL_DSP_SPEED:
        must(value == static_cast<s32>(dsp_.params.rate) && exact(1, 768'000), "exact rate");
        break;
    case SNDCTL_DSP_CHANNELS:
        must(value == static_cast<s32>(dsp_.params.channels) && exact(1, 32), "exact channels");
        break;
    case SNDCTL_DSP_STEREO:
        must(value == (dsp_.params.channels > 1) && exact(0, 1), "exact stereo");
        break;
    case SNDCTL_DSP_SETFMT:
        must(value == static_cast<s32>(dsp_.params.afmt), "the format that is");
        must(held || value == asked || !oss_format_find(static_cast<u32>(asked)), "exact format");
        break;
    case SNDCTL_DSP_GETODELAY:
        must(static_cast<u64>(value) == dsp_.play.written - dsp_.play.played, "what is not heard");
        break;
    case SNDCTL_DSP_GETBLKSIZE:
        must(value == static_cast<s32>(main().geometry.fragment_bytes), "the fragment");
        break;
    case SNDCTL_DSP_GETTRIGGER:
        must(value == ((dsp_.capture.enabled ? 1 : 0) | (dsp_.play.enabled ? 2 : 0)), "what is on");
        break;
    default:
        break;
    }
}

void Machine::print(const oss_call& asked, const oss_call& answered, int error)
{
    const auto copy = [](const oss_call& c, u32 size) {
        auto bytes = std::make_unique<std::uint8_t[]>(size);
        std::memcpy(bytes.get(), &c.arg, size);
        return bytes;
    };
    oss_printable line{};
    line.cmd = asked.cmd;
    line.in_bytes = oss_ioctl_in_bytes(asked.cmd);
    line.out_bytes = oss_ioctl_out_bytes(asked.cmd);
    const auto in = copy(asked, line.in_bytes);
    const auto out = copy(answered, line.out_bytes);
    line.in = line.in_bytes ? in.get() : nullptr;
    line.out = line.out_bytes ? out.get() : nullptr;
    line.error = error;
    printInto(line, room_);
    room_ = (room_ * 5 + asked.cmd) % 251;
}

}  // namespace dsproxy::fuzz

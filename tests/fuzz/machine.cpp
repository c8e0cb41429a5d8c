// SPDX-License-Identifier: GPL-2.0-or-later
#include "machine.h"

#include "must.h"
#include "printers.h"

#include <array>

namespace dsproxy::fuzz {

namespace {

constexpr u64 end_of_time = u64{1} << 61;

oss_overrides overridesFrom(Bytes& input)
{
    const u32 flags = input.take<std::uint16_t>();
    const u32 fragments = input.byte() % 40;
    oss_overrides rule{
        fragments, fragments % 3 ? 0 : input.take<std::uint32_t>() % 600000, flags, {}};
    if (flags & OSS_OVERRIDE_REAL_TIME)
        rule.format = {1u << input.byte() % 19, 1u + input.byte() % OSS_CHANNELS_MAX,
                       1 + input.take<std::uint32_t>() % OSS_RATE_MAX};
    if (!oss_format_find(rule.format.afmt))
        rule.format.afmt = 0;
    return rule;
}

}  // namespace

Machine::Machine(Bytes& input) : input_(input)
{
    oss_device_init(&device_);
    reopen();
}

void Machine::reopen()
{
    const std::uint8_t how = input_.byte();
    const auto node = static_cast<oss_node>(how % OSS_NODE_MIXER);
    has_dsp_ = (how >> 2 & 15) != 15;
    const bool read = how & 0x40;
    oss_device_remove(&device_, &dsp_);
    oss_dsp_open(&dsp_, node, read, !read || how & 0x80, how & 1, now_);
    const oss_opener opener{.pid = how, .comm = "fuzz", .node = node};
    if (has_dsp_)
        oss_device_add(&device_, &dsp_, &opener);
    if ((how >> 2 & 15) == 13)
        for (const bool capture : {false, true}) {
            const oss_overrides rule = overridesFrom(input_);
            oss_dsp_override(&dsp_, capture, &rule, now_);
        }
    play_ = ClockOracle();
    capture_ = ClockOracle();
    limit_ = never;
    was_ = dsp_;
    checkState(dsp_, now_);
}

void Machine::step()
{
    static constexpr std::array operations = {
        &Machine::write,         &Machine::write,         &Machine::passTime,
        &Machine::passTime,      &Machine::passFragments, &Machine::toDeadline,
        &Machine::read,          &Machine::callFavourite, &Machine::callFavourite,
        &Machine::callFavourite, &Machine::callRow,       &Machine::callNumber,
        &Machine::callUntilDone, &Machine::map,           &Machine::steerFreeRunning,
        &Machine::limitInput,    &Machine::close,         &Machine::sayOdds,
    };
    (this->*operations[input_.byte() % operations.size()])();
    checkDeadline(dsp_, now_, limit_);
    checkMixer(device_.mixer);
}

/// After a change that was no passing of time.
void Machine::settle(u32 fx)
{
    play_.called(was_.play, dsp_.play, now_, fx);
    capture_.called(was_.capture, dsp_.capture, now_, fx);
    checkEffects(was_, dsp_, fx);
    checkStep(was_, dsp_);
    checkState(dsp_, now_);
    was_ = dsp_;
}

void Machine::advance()
{
    const u32 fx = oss_dsp_advance(&dsp_, now_, limit_);
    play_.advanced(was_.play, dsp_.play, now_, limit_);
    capture_.advanced(was_.capture, dsp_.capture, now_, limit_);
    checkWakes(was_, dsp_, fx);
    checkEffects(was_, dsp_, fx);
    checkStep(was_, dsp_);
    checkState(dsp_, now_);
    was_ = dsp_;
}

void Machine::passTo(u64 ns)
{
    if (ns > now_ && ns < end_of_time)
        now_ = ns;
    advance();
}

void Machine::passTime()
{
    const u64 ns = input_.byte();
    passTo(now_ + (ns << input_.byte() % 53));
}

/// Fragments, give or take a little, where most happens.
void Machine::passFragments()
{
    const u64 ns = fragmentNs(main()) * input_.byte() / 16;
    passTo(now_ + ns + input_.byte() % 3 - 1);
}

void Machine::toDeadline()
{
    const u64 deadline = oss_dsp_deadline(&dsp_, now_);
    if (deadline != never)
        passTo(deadline);
}

/// Around USUAL, or anything.
u64 Machine::amount(u32 usual)
{
    const std::uint8_t how = input_.byte();
    switch (how >> 6) {
    case 0:
        return how;
    case 1:
        return usual;
    case 2:
        return static_cast<u64>(usual) * (how & 31) / 16 + how % 3 - 1;
    default:
        return input_.take<u32>();
    }
}

void Machine::write()
{
    const u32 space = oss_play_space(&dsp_.play);
    const auto bytes =
        static_cast<u32>(amount(input_.flag() ? space : main().geometry.fragment_bytes));
    const u32 fx = oss_play_commit(&dsp_.play, bytes, now_);
    const u64 taken = dsp_.play.mapped ? 0 : std::min(bytes, space);
    must(dsp_.play.written == was_.play.written + taken, "a write accepts what GETOSPACE says");
    settle(fx);
}

void Machine::read()
{
    settle(oss_capture_start(&dsp_.capture, now_));
    advance();
    const u32 ready = oss_capture_ready(&dsp_.capture);
    const auto bytes = static_cast<u32>(amount(ready));
    oss_capture_consume(&dsp_.capture, bytes);
    must(dsp_.capture.written == was_.capture.written + std::min(bytes, ready), "a read takes");
    settle(0);
}

void Machine::map()
{
    settle(oss_dsp_map(&dsp_, input_.flag(), now_));
}

void Machine::steerFreeRunning()
{
    oss_stream& s = input_.flag() ? dsp_.capture : dsp_.play;
    if (input_.flag())
        s.free_running = !s.free_running;
    s.gate = dsp_.play.played + amount(oss_buffer_bytes(&s.geometry));
    settle(0);
    advance();
}

void Machine::limitInput()
{
    const std::uint8_t how = input_.byte();
    if (how % 16 == 5)
        return steer();
    limit_ = how % 4 == 0 ? never : dsp_.capture.played + amount(main().geometry.fragment_bytes);
    advance();
}

/// As a sound card that is the clock, and has a way to the loudspeaker.
void Machine::steer()
{
    const auto ppb = static_cast<s32>(input_.take<std::uint32_t>());
    const bool capture = input_.flag();
    (capture ? capture_ : play_).steered(ppb, now_);
    oss_stream_steer(capture ? &dsp_.capture : &dsp_.play, ppb, now_);
    settle(0);
    advance();
}

void Machine::close()
{
    const u32 fx = oss_dsp_close(&dsp_, now_);
    settle(fx);
    drain();
    must(dsp_.close_policy != OSS_CLOSE_DROP || dsp_.play.played == dsp_.play.written,
         "it is gone");
    reopen();
}

/// As a shell that waits for the end of the queue.
void Machine::drain()
{
    const u64 whole = oss_play_delay(&dsp_.play) - oss_play_split(&dsp_.play);
    const u64 needs = oss_frames_ns(&dsp_.params, whole / oss_frame_bytes(&dsp_.params));
    const u64 end = now_ + needs + needs / 400 + fragmentNs(dsp_.play) + 1'000;
    for (int i = 0; !oss_play_drained(&dsp_.play); ++i) {
        must(now_ <= end, "a drain takes as long as its sound");
        if (dsp_.play.free_running)
            dsp_.play.gate = dsp_.play.written;
        if (dsp_.play.free_running || now_ > end_of_time / 2 || i > 64)
            passTo(end + 1);
        else
            toDeadline();
    }
}

/// The pure functions that belong to no call.
void Machine::sayOdds()
{
    const u32 bytes = input_.byte();
    const u64 offset = input_.byte();
    const u32 bit = input_.byte() % 33;
    const u32 afmt = bit < 32 ? 1u << bit : input_.take<u32>();
    std::array<std::uint8_t, 256> pcm;
    pcm.fill(0x55);
    oss_format_silence(afmt, pcm.data(), bytes, offset);
    must(pcm[bytes] == 0x55, "silence has its size");
    const oss_format_info* info = oss_format_find(afmt);
    must(!info || info->afmt == afmt, "a format is found by its bit");
    printFormatInto(afmt, bytes % 64);
    printSndstatInto(device_, bytes * 2);
    lookUpNames(afmt);
    lookUpNames(bit);
    const oss_format_info* row = oss_format_at(bit);
    must(!row || oss_format_find(row->afmt) == row, "each format is found");
}

}  // namespace dsproxy::fuzz

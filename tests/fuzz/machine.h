// SPDX-License-Identifier: GPL-2.0-or-later
/// One device in the hands of a hostile program, on a machine whose time passes in jumps.
#pragma once

#include "bytes.h"
#include "oracle.h"
#include "oss/meter.h"

namespace dsproxy::fuzz {

class Machine {
public:
    explicit Machine(Bytes& input);

    /// One operation, and all that must be true after it.
    void step();

private:
    void reopen();

    void passTime();
    void passTo(u64 ns);
    void passFragments();

    void write();
    void read();
    void map();
    void steerFreeRunning();
    void limitInput();
    void steer();
    void close();
    void sayOdds();

    void callFavourite();
    void callRow();
    void callNumber();
    void makeSensible(oss_call& call);
    s32 stampOf(s32 ctrl);
    void callUntilDone();
    void call(oss_call& asked);
    void checkOutcome(const oss_call& asked, const oss_call& answered, int error);
    void checkAnswer(const oss_call& asked, const oss_call& answered);
    void checkValue(s32 asked, const oss_call& answered);
    void checkSpace(const audio_buf_info& info, const oss_stream& s);
    void checkPointer(const count_info& info, const oss_stream& s);
    void checkNoLeak(const oss_call& asked, const oss_call& answered, int error);
    void feedMeters(const oss_call& asked, oss_call& answered);
    void print(const oss_call& asked, const oss_call& answered, int error);
    void drain();

    void advance();
    void settle(u32 fx);
    void toDeadline();
    u64 amount(u32 usual);
    oss_call prepared(u32 cmd);
    const oss_stream& main() const { return dsp_.play.present ? dsp_.play : dsp_.capture; }

    Bytes& input_;
    oss_dsp dsp_{};
    oss_dsp was_{};  ///< before the last change
    oss_device device_{};
    oss_device device_was_{};
    ClockOracle play_;
    ClockOracle capture_;
    bool has_dsp_ = true;
    u64 now_ = 5'000'000'000;
    u64 limit_ = never;  ///< how far the capture's input is
    u32 room_ = 0;  ///< for the next line of the log
};

}  // namespace dsproxy::fuzz

// SPDX-License-Identifier: GPL-2.0-or-later
/// How much audio has been captured so far, shown while it grows.
#pragma once

#include "cli/run/terminal.h"
#include "engine/pcm/format.h"

#include <map>
#include <optional>
#include <string>
#include <tuple>

namespace dsproxy::cli {

/// "H:MM:SS.cc", rounded to the hundredth.
std::string clockText(Nanoseconds time);

/// Playing time of all streams together. Counts whole frames by format, so nothing is lost to
/// rounding however small the pieces are.
class CapturedTime {
public:
    void add(const Format& format, Frames frames);
    Nanoseconds total() const;

private:
    using Key = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;
    std::map<Key, Frames> frames_;  ///< by AFMT, channels, rate
};

/// Shows it on the terminal: in place, or as a line each ten seconds where that cannot be.
class RunningTime {
public:
    /// SHOWN false (--quiet): counts, but says nothing.
    RunningTime(Terminal& terminal, bool shown) : terminal_(terminal), shown_(shown) {}

    bool isShown() const { return shown_; }
    void add(const Format& format, Frames frames) { captured_.add(format, frames); }
    /// To be called about ten times a second; NOW is of any steady clock.
    void tick(Nanoseconds now);
    /// The last word: a line that stays.
    void finish();

private:
    std::string text() const;
    void sayLine();

    Terminal& terminal_;
    bool shown_;
    CapturedTime captured_;
    std::string last_line_;
    std::optional<Nanoseconds> next_line_;
};

}  // namespace dsproxy::cli

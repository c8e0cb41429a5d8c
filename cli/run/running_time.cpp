// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/run/running_time.h"

#include <format>

namespace dsproxy::cli {

namespace {

constexpr std::int64_t hundredth = 10'000'000;
constexpr Nanoseconds linePeriod(10'000'000'000);

}  // namespace

std::string clockText(Nanoseconds time)
{
    const std::int64_t hundredths = (time.value + hundredth / 2) / hundredth;
    const std::int64_t seconds = hundredths / 100;
    return std::format("{}:{:02}:{:02}.{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60,
                       hundredths % 100);
}

void CapturedTime::add(const Format& format, Frames frames)
{
    frames_[{format.afmt(), format.channels().count, format.rate().hz}] += frames;
}

Nanoseconds CapturedTime::total() const
{
    Nanoseconds total;
    for (const auto& [key, frames] : frames_) {
        const auto& [afmt, channels, rate] = key;
        total += Format(afmt, Channels{channels}, Rate{rate}).duration(frames);
    }
    return total;
}

std::string RunningTime::text() const
{
    return std::format("{} captured", clockText(captured_.total()));
}

void RunningTime::tick(Nanoseconds now)
{
    if (!shown_)
        return;
    if (terminal_.interactive()) {
        terminal_.status(text());
        return;
    }
    if (!next_line_)
        next_line_ = now + linePeriod;
    if (now < *next_line_)
        return;
    next_line_ = now + linePeriod;
    sayLine();
}

void RunningTime::finish()
{
    if (!shown_)
        return;
    terminal_.status("");
    sayLine();
}

/// A program that is silent for hours does not fill the terminal.
void RunningTime::sayLine()
{
    std::string now = text();
    if (now == last_line_)
        return;
    terminal_.notice(now);
    last_line_ = std::move(now);
}

}  // namespace dsproxy::cli

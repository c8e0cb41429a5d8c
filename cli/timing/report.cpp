// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/timing/report.h"

#include "cli/log/names.h"

#include <algorithm>
#include <array>
#include <bit>
#include <format>

namespace dsproxy::cli {

namespace {

constexpr std::size_t barMax = 40;

std::uint64_t microseconds(std::uint64_t ns)
{
    return (ns + 500) / 1000;
}

/// The smallest value that PERCENT of all are not above.
std::uint64_t percentile(const std::vector<std::uint64_t>& sorted, std::size_t percent)
{
    const std::size_t rank = (sorted.size() * percent + 99) / 100;
    return sorted[std::max<std::size_t>(rank, 1) - 1];
}

/// A row for each power of two between the smallest and the largest.
std::string histogram(const std::vector<std::uint64_t>& sorted)
{
    std::array<std::size_t, 65> bins{};
    for (const std::uint64_t ns : sorted)
        ++bins[static_cast<std::size_t>(std::bit_width(microseconds(ns)))];
    const auto used = [](std::size_t count) { return count > 0; };
    const auto first = std::ranges::find_if(bins, used) - bins.begin();
    const auto last = bins.rend() - std::find_if(bins.rbegin(), bins.rend(), used);
    const std::size_t most = *std::ranges::max_element(bins);
    std::string text;
    for (auto i = static_cast<std::size_t>(first); i < static_cast<std::size_t>(last); ++i) {
        const std::uint64_t from = i == 0 ? 0 : std::uint64_t{1} << (i - 1);
        const std::size_t bar = (bins[i] * barMax + most - 1) / most;
        text += std::format("  {:>12} us  {:>9}  {}", from, bins[i], std::string(bar, '#'));
        text.erase(text.find_last_not_of(' ') + 1);
        text += '\n';
    }
    return text;
}

std::string rateText(const Series& series, const Format& format)
{
    if (series.measured_ns <= 0 || series.nominal_ns <= 0)
        return "";
    const double ratio = series.nominal_ns / series.measured_ns;
    return std::format("  rate {:.1f} Hz of nominal {} Hz, {:+.0f} ppm\n", ratio * format.rate().hz,
                       format.rate().hz, (ratio - 1) * 1e6);
}

std::string seriesText(const Series& series, const std::optional<Format>& format,
                       std::string_view name)
{
    if (series.intervals_ns.empty())
        return "";
    std::vector<std::uint64_t> sorted = series.intervals_ns;
    std::ranges::sort(sorted);
    return std::format(" {}: {}, min {} us, median {} us, p99 {} us, max {} us\n", name,
                       counted(sorted.size(), "interval"), microseconds(sorted.front()),
                       microseconds(percentile(sorted, 50)), microseconds(percentile(sorted, 99)),
                       microseconds(sorted.back())) +
           (format ? rateText(series, *format) : "") + histogram(sorted);
}

std::string streamText(const TimingChoice& choice, const StreamTiming& stream)
{
    std::string text;
    if (choice.wants(Beat::Write))
        text += seriesText(stream.writes, stream.format, "writes");
    if (choice.wants(Beat::Consumption))
        text += seriesText(stream.consumptions, stream.format, "consumptions");
    if (stream.underruns > 0)
        text += std::format(" {}, at frame", counted(stream.underruns, "underrun"));
    for (const std::uint64_t frame : stream.underrun_frames)
        text += std::format(" {}", frame);
    return stream.underruns > 0 ? text + "\n" : text;
}

}  // namespace

bool TimingChoice::wants(Beat beat) const
{
    return beats.empty() ? !follow || beat == Beat::Write : beats.contains(beat);
}

std::string intervalLine(const TimingChoice& choice, const Intervals::Interval& interval)
{
    if (!choice.wants(interval.stream) || !choice.wants(interval.beat))
        return "";
    const std::uint64_t us = microseconds(interval.ns);
    if (choice.beats.size() < 2)
        return std::format("{}\n", us);
    return std::format("{} {}\n", interval.beat == Beat::Write ? 'w' : 'c', us);
}

std::string timingText(const TimingChoice& choice, const Intervals& intervals)
{
    std::string text;
    for (const auto& [id, stream] : intervals.streams())
        if (const auto body = streamText(choice, stream); choice.wants(id) && !body.empty())
            text += std::format("stream {}{}{}\n", id, stream.format ? ", " : "",
                                stream.format ? paramsText(stream.format->params()) : "") +
                    body;
    return text.empty() ? "nothing was played\n" : text;
}

}  // namespace dsproxy::cli

// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/export/messages.h"

#include "cli/log/names.h"
#include "cli/log/utf8.h"
#include "cli/run/messages.h"
#include "cli/run/running_time.h"
#include "engine/sinks/sink_kind.h"

#include <cmath>
#include <format>

namespace dsproxy::cli {

namespace {

constexpr double second = 1e9;

std::string reason(const ExportJob& job, const Error& error)
{
    if (error.sys == EEXIST)
        return std::format("{} is there already; add --force to replace it",
                           printable(job.target.path));
    if (error.code == ErrorCode::Unsupported && error.subject == job.input)
        return "it is no sound file that dsproxy reads; give samples without a header one first, "
               "for example with sox(1)";
    if (error.code == ErrorCode::Unsupported)
        return std::format("{} cannot hold its samples ({}); choose another --format",
                           job.target.kind->name, printable(error.subject));
    if (error.code == ErrorCode::OpenFailed && error.sys == ESPIPE)
        return std::format("{} is not a file; name one", printable(error.subject));
    return describe(error);
}

/// "0:01:07"
std::string wholeSeconds(double seconds)
{
    const auto all = static_cast<long long>(seconds + 0.5);
    return std::format("{}:{:02}:{:02}", all / 3600, all / 60 % 60, all % 60);
}

}  // namespace

std::string describe(const ExportJob& job, const Exported& exported)
{
    std::string text = std::format("{} holds {} of {}", printable(job.target.path),
                                   clockText(exported.format.duration(exported.frames)),
                                   paramsText(exported.format.params()));
    if (!exported.complete)
        text += std::format("; not all of {} could be read", printable(job.input));
    return text;
}

std::string describe(const ExportJob& job, const Error& error)
{
    // Most errors about the input name it already.
    if (error.code == ErrorCode::OpenFailed && error.subject == job.input && error.sys != ESPIPE)
        return describe(error);
    return std::format("{} is not exported: {}", printable(job.input), reason(job, error));
}

std::string describe(const ExportProgress& progress, std::size_t done, std::size_t all,
                     Nanoseconds elapsed)
{
    std::string text = std::format("{} of {} files, {} %", done, all,
                                   static_cast<int>(std::floor(100 * progress.part)));
    const double seconds = static_cast<double>(elapsed.value) / second;
    if (seconds <= 0 || progress.part <= 0)
        return text;
    text += std::format(", {:.1f} x real time",
                        static_cast<double>(progress.audio.value) / second / seconds);
    return text +
           std::format(", {} left", wholeSeconds(seconds * (1 - progress.part) / progress.part));
}

}  // namespace dsproxy::cli

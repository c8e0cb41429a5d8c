// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/export/export.h"

#include "cli/export/help.h"
#include "cli/export/jobs.h"
#include "cli/export/report.h"
#include "cli/run/messages.h"
#include "cli/run/standard_streams.h"
#include "cli/stop_signals.h"

#include <poll.h>
#include <sched.h>
#include <unistd.h>

#include <chrono>

namespace dsproxy::cli {

namespace {

constexpr int statusInterval_ms = 200;

/// Those that we may use, which may be fewer than the machine has.
std::size_t processors()
{
    cpu_set_t usable;
    if (::sched_getaffinity(0, sizeof usable, &usable) == 0)
        return static_cast<std::size_t>(CPU_COUNT(&usable));
    return 1;
}

Nanoseconds since(std::chrono::steady_clock::time_point start)
{
    const auto passed = std::chrono::steady_clock::now() - start;
    return Nanoseconds(std::chrono::duration_cast<std::chrono::nanoseconds>(passed).count());
}

/// Returns the signal that it was cancelled by.
std::optional<int> watch(ExportRun& run, StopSignals& signals, ExportReport& report)
{
    const auto start = std::chrono::steady_clock::now();
    std::optional<int> signal;
    while (!report.complete()) {
        pollfd ready[] = {{run.doorbell(), POLLIN, 0}, {signals.fd(), POLLIN, 0}};
        ::poll(ready, std::size(ready), report.isLive() ? statusInterval_ms : -1);
        if (const auto came = signals.take()) {
            signal = signal.value_or(*came);
            run.cancel();
        }
        for (const ExportOutcome& outcome : run.take())
            report.finished(run.jobs()[outcome.job], outcome.result);
        report.progress(run.progress(), since(start));
    }
    return signal;
}

int exportFiles(const ExportOptions& options, std::vector<ExportJob> jobs)
{
    reserveStandardStreams();
    StopSignals signals;
    // Decoders complain about damaged files to stderr, in between the lines of others.
    const UniqueFd messages = takeStandardError();
    Terminal terminal(messages.get());
    ExportReport report(terminal, jobs.size(), options.quiet);
    const auto run =
        ExportRun::start(std::move(jobs), options.jobs > 0 ? options.jobs : processors());
    if (!run) {
        terminal.notice(describe(run.error()));
        return 1;
    }
    const std::optional<int> signal = watch(**run, signals, report);
    report.summary();
    if (signal)
        StopSignals::die(*signal);
    return report.hasFailures() ? 1 : 0;
}

}  // namespace

int exportMain(std::span<char*> args)
{
    const auto options = parseExportOptions(args);
    if (!options)
        return complain(options.error());
    if (options->help)
        return answer(exportHelp);
    auto jobs = exportJobs(*options);
    return jobs ? exportFiles(*options, std::move(*jobs)) : complain(jobs.error());
}

}  // namespace dsproxy::cli

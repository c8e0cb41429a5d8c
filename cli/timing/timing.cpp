// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/timing/timing.h"

#include "cli/capture/condition.h"
#include "cli/run/messages.h"
#include "cli/run/options.h"
#include "cli/run/run.h"
#include "cli/run/standard_streams.h"
#include "cli/run/terminal.h"
#include "cli/timing/help.h"
#include "cli/timing/options.h"
#include "cli/timing/printer.h"
#include "engine/capture_file/capture_reader.h"

#include <fcntl.h>
#include <signal.h>

namespace dsproxy::cli {

namespace {

using namespace capture_file;

constexpr int exitFailed = 1;

UniqueFd standardOutput()
{
    return UniqueFd(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0));
}

/// Looks at events alone; notes how the file was.
struct Events {
    TimingPrinter& printer;
    std::uint64_t damaged_bytes = 0;

    void operator()(const Event& event) const { printer.event(event); }
    void operator()(const Damage& damage) { damaged_bytes += damage.at_end ? 0 : damage.bytes; }
    void operator()(const auto&) const {}
};

int failed(const Error& error)
{
    Terminal(STDERR_FILENO).notice(describe(error));
    return exitFailed;
}

int timeFile(const TimingOptions& options)
{
    ::signal(SIGPIPE, SIG_IGN);
    const auto reader = CaptureReader::open(options.file);
    if (!reader)
        return failed(reader.error());
    TimingPrinter printer(options.choice, standardOutput());
    Events events{printer};
    for (;;) {
        const auto record = (*reader)->next();
        if (!record)
            return failed(record.error());
        if (!*record)
            break;
        std::visit(events, **record);
    }
    printer.finish();
    if (events.damaged_bytes == 0)
        return 0;
    Terminal(STDERR_FILENO).notice(damageText(options.file, events.damaged_bytes));
    return exitFailed;
}

/// Standard output is for the numbers; what the program prints goes where messages do.
int timeProgram(const TimingOptions& options)
{
    reserveStandardStreams();
    UniqueFd out = standardOutput();
    ::dup2(STDERR_FILENO, STDOUT_FILENO);
    RunOptions run;
    run.quiet = true;
    run.program = options.program;
    run.tap = [&]() -> std::unique_ptr<Tap> {
        return std::make_unique<TimingPrinter>(options.choice, std::move(out));
    };
    return runProgram(run);
}

}  // namespace

int timingMain(std::span<char*> args)
{
    const auto options = parseTimingOptions(args);
    if (!options)
        return complain(options.error());
    if (options->help)
        return answer(timingHelp);
    return options->program.empty() ? timeFile(*options) : timeProgram(*options);
}

}  // namespace dsproxy::cli

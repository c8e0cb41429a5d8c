// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/run/run.h"

#include "cli/run/help.h"
#include "cli/run/messages.h"
#include "cli/run/standard_streams.h"
#include "cli/run/supervisor.h"
#include "cli/run/terminal.h"
#include "engine/sources/process/keeper.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <cerrno>

namespace dsproxy::cli {

namespace {

constexpr int exitCannotRun = 126;

process::NumberRange deviceNumbers()
{
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    return process::NumberRange::below(files.rlim_cur);
}

int cannotRun(const char* what)
{
    Terminal(STDERR_FILENO).notice(describe(Error{ErrorCode::System, errno, what}));
    return exitCannotRun;
}

}  // namespace

int runProgram(const RunOptions& options)
{
    reserveStandardStreams();
    const process::NumberRange range = deviceNumbers();
    process::InFlight* in_flight = process::makeInFlight();
    int ends[2];
    if (!in_flight || ::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0)
        return cannotRun("socketpair");
    UniqueFd to_supervisor(ends[0]);
    UniqueFd to_keeper(ends[1]);
    // Should the supervisor be killed, the program becomes our child and we know how it ended.
    ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    const sigset_t signals = process::Keeper::holdSignals();
    const pid_t supervisor = ::fork();
    if (supervisor < 0)
        return cannotRun("fork");
    if (supervisor == 0) {
        ::sigprocmask(SIG_SETMASK, &signals, nullptr);
        to_supervisor.reset();
        supervise(options, std::move(to_keeper), *in_flight, range);
        ::_exit(0);
    }
    to_keeper.reset();
    leaveStandardInput();
    leaveStandardOutput();
    return process::Keeper(std::move(to_supervisor), supervisor, *in_flight, range).run([] {
        Terminal(STDERR_FILENO)
            .notice("the supervisor was killed: the program goes on without its sound device");
    });
}

int runMain(std::span<char*> args)
{
    const auto options = parseRunOptions(args);
    if (!options)
        return complain(options.error());
    return options->help ? answer(runHelp) : runProgram(*options);
}

}  // namespace dsproxy::cli

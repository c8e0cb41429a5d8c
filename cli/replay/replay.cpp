// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/replay/replay.h"

#include "cli/capture/condition.h"
#include "cli/replay/help.h"
#include "cli/replay/options.h"
#include "cli/run/consumer.h"
#include "cli/run/messages.h"
#include "cli/run/standard_streams.h"
#include "engine/sources/capture_file/capture_source.h"

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>

#include <array>

namespace dsproxy::cli {

namespace {

using capture_file::CaptureReader;
using capture_file::CaptureSource;

constexpr int exitFailed = 1;

int failed(const Error& error)
{
    Terminal(STDERR_FILENO).notice(describe(error));
    return exitFailed;
}

/// The first of them ends the replay and its files; the next one ends us.
class Interruption {
public:
    Interruption()
    {
        ::sigemptyset(&signals_);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP})
            ::sigaddset(&signals_, signal);
        ::sigprocmask(SIG_BLOCK, &signals_, nullptr);
        fd_.reset(::signalfd(-1, &signals_, SFD_CLOEXEC));
    }
    int fd() const { return fd_.get(); }
    /// The number of the signal that came.
    int take()
    {
        signalfd_siginfo info{};
        [[maybe_unused]] const auto got = ::read(fd_.get(), &info, sizeof info);
        ::sigprocmask(SIG_UNBLOCK, &signals_, nullptr);
        return static_cast<int>(info.ssi_signo);
    }

private:
    sigset_t signals_;
    UniqueFd fd_;
};

/// Returns 0, or the signal that ended it.
int play(Consumer& consumer, CaptureSource& source, Interruption& interruption)
{
    consumer.start(true);
    source.start();
    std::array ends{pollfd{source.endedFd(), POLLIN, 0}, pollfd{interruption.fd(), POLLIN, 0}};
    while (::poll(ends.data(), ends.size(), -1) < 0)
        ;
    const int signal = ends[1].revents != 0 ? interruption.take() : 0;
    if (signal != 0)
        source.stop();
    consumer.wait();
    consumer.reporter().finish();
    return signal;
}

int exitCode(const ReplayOptions& options, const CaptureSource::Condition& condition,
             Reporter& reporter)
{
    if (condition.error)
        reporter.say(describe(*condition.error));
    if (condition.damaged_bytes > 0)
        reporter.say(damageText(options.file, condition.damaged_bytes));
    if (condition.error || condition.damaged_bytes > 0)
        return exitFailed;
    if (!condition.whole)
        reporter.say(cutOffText(options.file));
    return 0;
}

int replay(const ReplayOptions& options)
{
    reserveStandardStreams();
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGXFSZ, SIG_IGN);
    Interruption interruption;
    auto reader = CaptureReader::open(options.file);
    if (!reader)
        return failed(reader.error());
    auto consumer = Consumer::open(options, Reporter::Haste::Wait);
    if (!consumer)
        return failed(consumer.error());
    if (!options.live.empty())
        if (auto played = (*consumer)->playLive({}); !played)
            return failed(played.error());
    const CaptureSource::Settings settings{.free_running = options.freeRunning(),
                                           .stream = options.stream,
                                           .rest = [&] { (*consumer)->rest(); }};
    auto source = CaptureSource::create(std::move(*reader), (*consumer)->feed(), settings);
    if (!source)
        return failed(source.error());
    if (const int signal = play(**consumer, **source, interruption))
        return 128 + signal;
    return exitCode(options, (*source)->join(), (*consumer)->reporter());
}

}  // namespace

int replayMain(std::span<char*> args)
{
    const auto options = parseReplayOptions(args);
    if (!options)
        return complain(options.error());
    return options->help ? answer(replayHelp) : replay(*options);
}

}  // namespace dsproxy::cli

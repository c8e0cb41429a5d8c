// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/run/supervisor.h"

#include "cli/help.h"
#include "cli/rules/fault_text.h"
#include "cli/rules/load.h"
#include "cli/rules/why.h"
#include "cli/run/consumer.h"
#include "cli/run/messages.h"
#include "cli/run/standard_streams.h"
#include "engine/link/attach_call.h"
#include "engine/link/launcher_link.h"
#include "engine/link/link_inputs.h"
#include "engine/pcm/input_prefetch.h"
#include "engine/sinks/sink_kind.h"
#include "engine/sources/process/keeper.h"
#include "engine/sources/process/process_source.h"
#include "engine/sources/process/spawn.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <format>
#include <future>

namespace dsproxy::cli {

namespace {

using process::KeeperMessage;

constexpr int exitCannotRun = 126;
constexpr int exitNotFound = 127;

int exitCodeOf(const Error& error)
{
    return error.code == ErrorCode::ProgramNotFound ? exitNotFound : exitCannotRun;
}

/// Signals are for the program; whoever kills the group must not take the recording with it.
void stepAside()
{
    ::setpgid(0, 0);
    sigset_t all;
    ::sigfillset(&all);
    ::sigprocmask(SIG_SETMASK, &all, nullptr);
    // A file that reaches the limit of its size is an error to report, not a death.
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit files;
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
}

bool usesStandardOutput(const RunOptions& options)
{
    return std::ranges::any_of(
        options.sinks, [](const SinkSpec& sink) { return sink.kind->place == SinkPlace::Stdout; });
}

bool isFreeRunning(const RunOptions& options)
{
    return options.pace == Pace::Free;
}

std::uint64_t now(clockid_t clock)
{
    timespec time;
    ::clock_gettime(clock, &time);
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000 +
           static_cast<std::uint64_t>(time.tv_nsec);
}

capture_file::Start startOf(const RunOptions& options)
{
    return {.wall_ns = now(CLOCK_REALTIME),
            .monotonic_ns = now(CLOCK_MONOTONIC),
            .free_running = isFreeRunning(options),
            .program = options.program.front(),
            .writer = std::string(versionText().substr(0, versionText().find('\n')))};
}

std::span<const std::byte> asBytes(const MixerState& state)
{
    return std::as_bytes(std::span(&state, 1));
}

/// Where it is found; else as it was named.
std::string programPath(const RunOptions& options)
{
    const auto program = executedAs(options.program.front());
    return program ? program->path : options.program.front();
}

/// As waitpid() would tell it.
int statusOf(const siginfo_t& info)
{
    return info.si_code == CLD_EXITED ? (info.si_status & 0xff) << 8 : info.si_status & 0x7f;
}

class Supervisor {
public:
    Supervisor(const RunOptions& options, UniqueFd keeper)
        : options_(options), keeper_(std::move(keeper))
    {
    }

    Result<void> prepare();
    Result<void> readRules();
    Result<void> start(process::InFlight& in_flight, process::NumberRange range);
    void serve();
    void say(std::string_view text);

private:
    Result<void> offerStreams();
    void linkToService();
    void linkInputs(link::LauncherLink& link, const link::LinkNews& news);
    void unlink();
    int waitForProgram();
    void signalKeeper(int signal);
    void waitForSilence();

    const RunOptions& options_;
    UniqueFd keeper_;
    const pid_t keeper_pid_ = ::getppid();
    std::unique_ptr<CaptureInputs> inputs_;
    RuleTable rules_;
    std::string rules_file_;
    std::unique_ptr<Consumer> consumer_;
    link::Sender* sender_ = nullptr;  ///< the consumer's; null: no service is wanted
    link::LinkInputs* link_inputs_ = nullptr;  ///< inputs_, when they are the service's
    std::unique_ptr<link::LauncherLink> link_;
    std::unique_ptr<process::ProcessSource> source_;
    pid_t program_ = 0;
};

/// Whatever can be refused is refused before the program starts.
Result<void> Supervisor::prepare()
{
    auto consumer = Consumer::open(options_, Reporter::Haste::Gap);
    if (!consumer)
        return std::unexpected(consumer.error());
    consumer_ = std::move(*consumer);
    if (options_.input) {
        auto inputs = FileInputs::open(*options_.input);
        if (!inputs)
            return std::unexpected(inputs.error());
        inputs_ = std::move(*inputs);
    }
    if (auto rules = readRules(); !rules)
        return rules;
    if (options_.tap)
        consumer_->tap(options_.tap(), Consumer::Timing::Wanted);
    if (auto offered = offerStreams(); !offered)
        return offered;
    return options_.capture ? consumer_->capture(*options_.capture, startOf(options_))
                            : Result<void>();
}

/// From the first frame on, though a service takes them later.
Result<void> Supervisor::offerStreams()
{
    if (options_.no_service || !link::sessionBusIsThere())
        return options_.live.empty() && !rules_.hasPolicies() ? Result<void>()
                                                              : consumer_->playLive(rules_file_);
    auto sender = link::Sender::create(consumer_->feed(), isFreeRunning(options_));
    if (!sender)
        return std::unexpected(sender.error());
    sender_ = sender->get();
    if (!inputs_) {
        auto inputs = std::make_unique<link::LinkInputs>(consumer_->feed());
        link_inputs_ = inputs.get();
        inputs_ = std::move(inputs);
    }
    consumer_->tap(std::move(*sender), Consumer::Timing::Unwanted);
    return {};
}

/// A link that cannot be made keeps no program from playing.
void Supervisor::linkToService()
{
    if (!sender_)
        return;
    const auto news = [this](link::LauncherLink& link, const link::LinkNews& news) {
        if (auto text = describe(news); !text.empty())
            consumer_->reporter().tell(std::move(text));
        if (news.what == link::LinkNews::What::Unavailable && !options_.live.empty())
            consumer_->reporter().tell(
                std::format("{}; to play without it, add --no-service", causeText(news.error)));
        if (news.what == link::LinkNews::What::Attached)
            link.send(link::MessageKind::Mixer, asBytes(consumer_->feed().mixer().state()));
        linkInputs(link, news);
    };
    const auto message = [this](const link::Message& message) {
        if (message.kind == link::MessageKind::SetMixer)
            consumer_->feed().setMixer(message.as<MixerChange>());
    };
    auto link =
        link::LauncherLink::start(*sender_, programPath(options_), options_.live, {news, message});
    if (!link)
        return;
    link_ = std::move(*link);
    consumer_->onMixer(
        [this](const MixerState& state) { link_->send(link::MessageKind::Mixer, asBytes(state)); });
}

void Supervisor::linkInputs(link::LauncherLink& link, const link::LinkNews& news)
{
    if (!link_inputs_)
        return;
    if (news.what != link::LinkNews::What::Attached)
        return link_inputs_->detach();
    link_inputs_->attach([&link](auto body, auto descriptors) {
        return link.send(link::MessageKind::Input, body, descriptors);
    });
}

void Supervisor::unlink()
{
    if (link_inputs_)
        link_inputs_->detach();
    link_.reset();
}

/// A line that makes no sense is told, and takes no other with it. A user in somebody else's home
/// has rules that he may not read: he can run programs all the same.
Result<void> Supervisor::readRules()
{
    auto loaded = loadRules(options_.rules);
    if (!loaded && options_.rules)
        return std::unexpected(loaded.error());
    if (!loaded) {
        consumer_->reporter().say(describe(loaded.error()));
        return {};
    }
    for (const std::string& text : faultTexts(loaded->file, loaded->table.faults()))
        consumer_->reporter().say(text);
    rules_ = std::move(loaded->table);
    rules_file_ = loaded->file;
    return {};
}

Result<void> Supervisor::start(process::InFlight& in_flight, process::NumberRange range)
{
    auto spawned = process::Spawned::spawn(options_.program, range,
                                           options_.thorough ? process::Reach::AllPaths
                                                             : process::Reach::Usual);
    if (!spawned)
        return std::unexpected(spawned.error());
    program_ = spawned->pid();
    stepAside();
    leaveStandardInput();
    if (!usesStandardOutput(options_))
        leaveStandardOutput();
    UniqueFd listener = spawned->takeListener();
    process::tell(keeper_.get(), {KeeperMessage::Kind::Started, program_}, listener.get());
    const bool free_running = isFreeRunning(options_);
    const process::ProcessSource::Settings settings{
        range,
        {free_running, inputs_.get(), &rules_, options_.oss_version},
        spawned->noNewPrivileges()};
    auto source =
        process::ProcessSource::create(std::move(listener), in_flight, consumer_->feed(), settings);
    if (!source)
        return std::unexpected(source.error());
    source_ = std::move(*source);
    linkToService();
    consumer_->start(free_running);
    source_->start();
    auto released = spawned->release();
    if (!released)
        released.error().subject = options_.program.front();
    return released;
}

/// Unless it has been killed: then our parent is somebody else.
void Supervisor::signalKeeper(int signal)
{
    if (::getppid() == keeper_pid_)
        ::kill(keeper_pid_, signal);
}

/// Returns its wait status. The keeper stops and goes on with it, for the shell's job control.
int Supervisor::waitForProgram()
{
    for (;;) {
        siginfo_t info{};
        ::waitid(P_ALL, 0, &info, WEXITED | WSTOPPED | WCONTINUED | WNOWAIT);
        const bool ended =
            info.si_code == CLD_EXITED || info.si_code == CLD_KILLED || info.si_code == CLD_DUMPED;
        // The keeper must know before the status is gone from the system, should we be killed.
        if (info.si_pid == program_ && ended)
            process::tell(keeper_.get(), {KeeperMessage::Kind::Exited, statusOf(info)});
        int status = 0;
        ::waitpid(info.si_pid, &status, WUNTRACED | WCONTINUED);
        if (info.si_pid != program_)
            continue;
        if (ended)
            return status;
        signalKeeper(WIFSTOPPED(status) ? SIGSTOP : SIGCONT);
    }
}

/// The program has ended, but what it started may still play.
void Supervisor::waitForSilence()
{
    constexpr std::chrono::milliseconds look{50};
    while (!consumer_->wait(look)) {
        const bool hurried = process::isHurried(keeper_.get());
        if (hurried)
            source_->flush();
        if (hurried || source_->silent())
            break;
    }
    consumer_->rest();
}

void Supervisor::serve()
{
    const int status = waitForProgram();
    ::signal(SIGCHLD, SIG_IGN);
    if (WIFSIGNALED(status))
        source_->flush();
    waitForSilence();
    const bool deserted = consumer_->wait(std::chrono::milliseconds(0));
    if (deserted) {
        unlink();
        consumer_->reporter().finish();
    }
    process::tell(keeper_.get(), {KeeperMessage::Kind::Ended, status});
    if (!deserted)
        leaveTerminal();
    source_->join();
    consumer_->wait();
    unlink();
    consumer_->reporter().finish();
}

void Supervisor::say(std::string_view text)
{
    if (consumer_) {
        consumer_->reporter().finish();
        consumer_->reporter().say(text);
        return;
    }
    Terminal(STDERR_FILENO).notice(text);
}

}  // namespace

void supervise(const RunOptions& options, UniqueFd keeper, process::InFlight& in_flight,
               process::NumberRange range)
{
    // Descendants whose parents end become ours: only an ancestor may read their memory.
    ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    const int keeper_fd = keeper.get();
    Supervisor supervisor(options, std::move(keeper));
    auto ready = supervisor.prepare();
    if (ready)
        ready = supervisor.start(in_flight, range);
    if (ready) {
        supervisor.serve();
        return;
    }
    supervisor.say(describe(ready.error()));
    process::tell(keeper_fd, {KeeperMessage::Kind::Failed, exitCodeOf(ready.error())});
    ::_exit(exitCodeOf(ready.error()));
}

}  // namespace dsproxy::cli

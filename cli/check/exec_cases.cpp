// SPDX-License-Identifier: GPL-2.0-or-later
/// A device that another program inherits: exec, the shell, posix_spawn.
#include "case.h"
#include "child.h"
#include "device.h"
#include "exec_peer.h"
#include "files.h"
#include "options.h"

#include <spawn.h>

#include <cstdlib>

extern char** environ;

namespace dsproxy::check {

namespace {

Device heldDsp(int flags = O_WRONLY)
{
    if (::access("/proc/self/exe", X_OK) != 0)
        skip("no /proc/self/exe to execute");
    Device dsp(flags);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(16, 12);
    dsp.hold();
    return dsp;
}

/// Runs the peer in a child, after PREPARE() there.
template <class F>
void expectPeer(const std::vector<std::string>& words, F prepare, Place place = Place::current())
{
    Child child([&] {
        prepare();
        becomePeer(words);
        ::_exit(126);
    });
    child.expectDone(15, place);
}

bool delayBecomes(const Device& dsp, int bytes)
{
    const Stopwatch watch;
    while (dsp.odelay() != bytes && watch.seconds() < 2)
        sleepMs(10);
    return dsp.odelay() == bytes;
}

void inherited()
{
    const Device dsp = heldDsp();
    const std::string fd = std::to_string(dsp.fd());
    expectPeer({"format", fd, std::to_string(AFMT_S16_LE)}, [] {});
    expectPeer({"write", fd, "1000"}, [] {});
    expect(isTrue("GETODELAY has what the other program wrote", delayBecomes(dsp, 1000)));
}

void inheritedAsStdout()
{
    const Device dsp = heldDsp();
    expectPeer({"write", "1", "1000"}, [&] { ::dup2(dsp.fd(), 1); });
    expect(isTrue("GETODELAY has what the other program wrote", delayBecomes(dsp, 1000)));
}

void closedOnExec()
{
    const Device dsp = heldDsp(O_WRONLY | O_CLOEXEC);
    expectPeer({"closed", std::to_string(dsp.fd())}, [] {});
    expect(eq("GETODELAY", dsp.odelay(), 0));
}

void closedOnExecLater()
{
    const Device dsp = heldDsp();
    expectPeer({"closed", std::to_string(dsp.fd())},
               [&] { ::fcntl(dsp.fd(), F_SETFD, FD_CLOEXEC); });
    expect(eq("GETODELAY", dsp.odelay(), 0));
}

/// system() of COMMAND with DSP replaced by the device; exit status 0 within a few seconds.
void expectShell(std::string command, Place place = Place::current())
{
    for (std::size_t at = command.find("DSP"); at != std::string::npos; at = command.find("DSP"))
        command.replace(at, 3, options().device);
    const std::string line = command;
    Child child([&] {
        ::execl("/bin/sh", "sh", "-c", line.c_str(), static_cast<char*>(nullptr));
        ::_exit(126);
    });
    int status = -1;
    expect(isTrue("ends in time: " + line, child.wait(15, status)), place);
    expect(eq("exit status of: " + line, status, 0), place);
}

void shellRedirection()
{
    if (::access("/bin/sh", X_OK) != 0)
        skip("no /bin/sh");
    expectShell("printf hello > DSP");
    expectShell("printf hello >> DSP");
    expectShell("exec 7> DSP; printf hello >&7; exec 7>&-");
    expectShell("printf hello | cat > DSP");
    expectShell("test -c DSP && test -w DSP && ! test -f DSP && ! test -d DSP");
}

void shellTools()
{
    if (::access("/bin/sh", X_OK) != 0)
        skip("no /bin/sh");
    const TempDir dir;
    const std::string file = dir.path("sound");
    expectShell("head -c 3001 /dev/zero > " + file);
    expectShell("cat " + file + " > DSP");
    expectShell("cp " + file + " DSP");
    expectShell("dd if=" + file + " of=DSP bs=1000 2> /dev/null");
    expectShell("tee DSP < " + file + " > /dev/null");
    expectShell("test -c DSP");
}

void spawned()
{
    if (::access("/bin/cat", X_OK) != 0)
        skip("no /bin/cat");
    const TempDir dir;
    const std::string file = dir.path("sound");
    expectShell("head -c 2000 /dev/zero > " + file);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, 1, options().device.c_str(), O_WRONLY, 0);
    std::string name = "cat";
    std::string path = file;
    char* argv[] = {name.data(), path.data(), nullptr};
    pid_t pid = -1;
    const int error = ::posix_spawn(&pid, "/bin/cat", &actions, nullptr, argv, environ);
    ::posix_spawn_file_actions_destroy(&actions);
    require(eq("posix_spawn with addopen", error, 0));
    int status = -1;
    require(returns("waitpid", answerOf(::waitpid(pid, &status, 0)), pid));
    expect(eq("exit status of cat", status, 0));
}

constexpr const char* rule = "exec";

constexpr Case cases[] = {
    {"exec/inherited", rule, Kind::Dsproxy, inherited},
    {"exec/inherited-as-stdout", rule, Kind::Dsproxy, inheritedAsStdout},
    {"exec/o-cloexec-closes-it", rule, Kind::Common, closedOnExec},
    {"exec/fd-cloexec-closes-it", rule, Kind::Common, closedOnExecLater},
    {"exec/shell-redirection", rule, Kind::Common, shellRedirection},
    {"exec/cat-cp-dd-tee", rule, Kind::Common, shellTools},
    {"exec/posix-spawn", rule, Kind::Common, spawned},
};

}  // namespace

std::span<const Case> execCases()
{
    return cases;
}

}  // namespace dsproxy::check

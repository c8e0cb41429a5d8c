// SPDX-License-Identifier: GPL-2.0-or-later
/// A sound server that is not there, ends, or is frozen gives errors and holds up nobody.
#include "sound_server.h"

#include "engine/desktop/desktop_kind.h"

#include <signal.h>

#include <fstream>
#include <thread>

namespace dsproxy::desktop_test {

namespace {

using DesktopFailures = DesktopTest;

int errorOf(const Result<std::unique_ptr<PlaybackDevice>>& result)
{
    return result ? 0 : result.error().sys;
}

/// Plays until it fails; the errno.
int failureOf(PlaybackDevice& device)
{
    for (int i = 0; i < 100; ++i)
        if (auto played = play(device, numbered(0, 10000)); !played)
            return played.error().sys;
    return 0;
}

pid_t helper()
{
    pid_t pid = 0;
    std::string children;
    std::getline(std::ifstream("/proc/self/task/" + std::to_string(::getpid()) + "/children"),
                 children);
    for (std::size_t begin = 0; begin < children.size();) {
        const std::size_t end = std::min(children.find(' ', begin), children.size());
        const std::string child = children.substr(begin, end - begin);
        std::string name;
        std::getline(std::ifstream("/proc/" + child + "/comm"), name);
        if (name == "dsproxy-desktop")
            pid = std::stoi(child);
        begin = end + 1;
    }
    return pid;
}

bool runs(pid_t pid)
{
    std::string stat;
    std::getline(std::ifstream("/proc/" + std::to_string(pid) + "/stat"), stat);
    return !stat.empty() && stat.find(") Z") == std::string::npos;
}

/// An engine of another process that plays. Returns its process and that of its helper.
std::pair<pid_t, pid_t> startEngine()
{
    int ends[2];
    EXPECT_EQ(::pipe(ends), 0);
    const pid_t engine = ::fork();
    if (engine == 0) {
        const auto device = desktopKind.openPlayback("", cdRequest);
        const pid_t pid = device ? helper() : 0;
        [[maybe_unused]] const auto told = ::write(ends[1], &pid, sizeof pid);
        ::pause();
        ::_exit(0);
    }
    pid_t pid = 0;
    EXPECT_EQ(::read(ends[0], &pid, sizeof pid), static_cast<ssize_t>(sizeof pid));
    ::close(ends[0]);
    ::close(ends[1]);
    return {engine, pid};
}

}  // namespace

TEST_F(DesktopFailures, withoutAServerOpeningIsRefused)
{
    EXPECT_EQ(errorOf(desktopKind.openPlayback("", cdRequest)), ECONNREFUSED);
    const auto capture = desktopKind.openCapture("", cdRequest);
    ASSERT_FALSE(capture);
    EXPECT_EQ(capture.error().sys, ECONNREFUSED);
}

TEST_F(DesktopFailures, aMissingHelperIsNamed)
{
    ::setenv("DSPROXY_PLUGIN_DIR", folder_.c_str(), 1);
    const auto device = desktopKind.openPlayback("", cdRequest);
    ASSERT_FALSE(device);
    EXPECT_EQ(device.error().sys, ENOENT);
    EXPECT_EQ(device.error().subject, (folder_ / "dsproxy-desktop").string());
}

TEST_F(DesktopFailures, aHelperThatSaysNothingIsNoHelper)
{
    std::filesystem::create_symlink("/bin/true", folder_ / "dsproxy-desktop");
    ::setenv("DSPROXY_PLUGIN_DIR", folder_.c_str(), 1);
    EXPECT_EQ(errorOf(desktopKind.openPlayback("", cdRequest)), ECONNRESET);
}

TEST_F(DesktopFailures, aMissingLibraryIsToldApart)
{
    std::ofstream(folder_ / "dsproxy-desktop") << "#!/bin/sh\nexit 127\n";
    std::filesystem::permissions(folder_ / "dsproxy-desktop", std::filesystem::perms::owner_all);
    ::setenv("DSPROXY_PLUGIN_DIR", folder_.c_str(), 1);
    EXPECT_EQ(errorOf(desktopKind.openPlayback("", cdRequest)), ELIBACC);
}

TEST_F(DesktopFailures, anUnknownDeviceIsNamed)
{
    startServer();
    const auto device = desktopKind.openPlayback("cellar", cdRequest);
    ASSERT_FALSE(device);
    EXPECT_EQ(device.error().sys, ENODEV);
    EXPECT_EQ(device.error().subject, "desktop:cellar");
}

TEST_F(DesktopFailures, aKilledServerEndsThePlayingAndIsFoundAgain)
{
    startServer();
    auto device = desktopKind.openPlayback("", cdRequest);
    ASSERT_TRUE(device);
    ASSERT_TRUE(play(**device, numbered(0, 20000)));
    killServer();
    EXPECT_EQ(failureOf(**device), EPIPE);
    EXPECT_EQ(errorOf(desktopKind.openPlayback("", cdRequest)), ECONNREFUSED);
    startServer();
    startRecording();
    device = desktopKind.openPlayback("", cdRequest);
    ASSERT_TRUE(device) << device.error().sys;
    const auto frames = numbered(0, 20000);
    ASSERT_TRUE(play(**device, frames));
    EXPECT_TRUE(isTail(recordUntil(frames.back()), frames));
}

TEST_F(DesktopFailures, aServerKilledWhileNothingPlaysIsNoticedToo)
{
    startServer();
    auto device = desktopKind.openPlayback("", cdRequest);
    ASSERT_TRUE(device);
    killServer();
    for (;;) {
        const auto room = (*device)->wait(rungBell());
        if (!room) {
            EXPECT_EQ(room.error().sys, EPIPE);
            break;
        }
    }
}

TEST_F(DesktopFailures, aKilledServerEndsTheCapture)
{
    startServer();
    auto device = desktopKind.openCapture("", cdRequest);
    ASSERT_TRUE(device) << device.error().sys;
    killServer();
    const auto there = (*device)->wait(-1);
    ASSERT_FALSE(there);
    EXPECT_EQ(there.error().sys, EPIPE);
}

TEST_F(DesktopFailures, anOutputThatIsTakenAwayEndsThePlaying)
{
    startServer();
    auto device = desktopKind.openPlayback("hall", cdRequest);
    ASSERT_TRUE(device);
    ASSERT_TRUE(play(**device, numbered(0, 20000)));
    outputOf({"pactl", "unload-module", "module-null-sink"});
    EXPECT_EQ(failureOf(**device), EPIPE);
}

TEST_F(DesktopFailures, aFrozenServerHoldsUpNobody)
{
    startServer();
    auto device = desktopKind.openPlayback("", cdRequest);
    ASSERT_TRUE(device);
    ASSERT_TRUE(play(**device, numbered(0, 20000)));
    freezeServer(true);
    EXPECT_EQ(failureOf(**device), ETIMEDOUT);
    device->reset();
    EXPECT_EQ(errorOf(desktopKind.openPlayback("", cdRequest)), ETIMEDOUT);
    EXPECT_TRUE(desktopKind.list().empty());
    freezeServer(false);
    EXPECT_TRUE(desktopKind.openPlayback("", cdRequest));
}

TEST_F(DesktopFailures, aFrozenServerHoldsUpNoCapture)
{
    startServer();
    auto device = desktopKind.openCapture("", cdRequest);
    ASSERT_TRUE(device);
    freezeServer(true);
    auto there = (*device)->wait(-1);
    while (there) {
        ASSERT_TRUE((*device)->commit(*there));
        there = (*device)->wait(-1);
    }
    EXPECT_EQ(there.error().sys, ETIMEDOUT);
}

TEST_F(DesktopFailures, aKilledHelperIsAnError)
{
    startServer();
    auto device = desktopKind.openPlayback("", cdRequest);
    ASSERT_TRUE(device);
    ASSERT_NE(helper(), 0);
    ::kill(helper(), SIGKILL);
    EXPECT_EQ(failureOf(**device), ECONNRESET);
}

TEST_F(DesktopFailures, aKilledEngineLeavesNoHelperBehind)
{
    startServer();
    const auto [engine, helper_of_engine] = startEngine();
    ASSERT_TRUE(runs(helper_of_engine));
    freezeServer(true);
    end(engine);
    for (int i = 0; i < 500 && runs(helper_of_engine); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    EXPECT_FALSE(runs(helper_of_engine));
}

TEST_F(DesktopFailures, aFrozenHelperHoldsUpNobodyAndIsKilled)
{
    startServer();
    auto device = desktopKind.openPlayback("", cdRequest);
    ASSERT_TRUE(device);
    ASSERT_NE(helper(), 0);
    ::kill(helper(), SIGSTOP);
    EXPECT_EQ(failureOf(**device), ETIMEDOUT);
    device->reset();
    EXPECT_EQ(helper(), 0);
}

}  // namespace dsproxy::desktop_test

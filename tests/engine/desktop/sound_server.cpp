// SPDX-License-Identifier: GPL-2.0-or-later
#include "sound_server.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <fstream>
#include <span>
#include <thread>

namespace dsproxy::desktop_test {

namespace {

constexpr auto moment = std::chrono::milliseconds(20);
constexpr int patience = 500;  // moments

std::string contentOf(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::uint32_t> framesOf(const std::filesystem::path& path)
{
    const std::string bytes = contentOf(path);
    std::vector<std::uint32_t> frames(bytes.size() / sizeof(std::uint32_t));
    const auto memory = std::as_writable_bytes(std::span(frames));
    std::ranges::copy(std::as_bytes(std::span(bytes)).first(memory.size()), memory.begin());
    return frames;
}

}  // namespace

pid_t start(const std::vector<std::string>& arguments, const std::filesystem::path& output)
{
    const pid_t pid = ::fork();
    if (pid != 0)
        return pid;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int out = ::open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const int none = ::open("/dev/null", O_RDWR);
    ::dup2(none, 0);
    ::dup2(out, 1);
    ::dup2(none, 2);
    ::closefrom(3);
    std::vector<char*> argv;
    for (const std::string& argument : arguments)
        argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    ::execvp(argv[0], argv.data());
    ::_exit(127);
}

void end(pid_t pid)
{
    if (pid <= 0)
        return;
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
}

std::string outputOf(const std::vector<std::string>& arguments)
{
    const auto path = std::filesystem::path(::getenv("XDG_RUNTIME_DIR")) / "output";
    int status = 0;
    ::waitpid(start(arguments, path), &status, 0);
    return status == 0 ? contentOf(path) : std::string();
}

DesktopTest::DesktopTest()
{
    std::string name = std::filesystem::temp_directory_path() / "dsproxy-desktop-XXXXXX";
    folder_ = ::mkdtemp(name.data());
    std::ofstream(folder_ / "client.conf") << "autospawn = no\n";
    ::setenv("XDG_RUNTIME_DIR", folder_.c_str(), 1);
    ::setenv("HOME", folder_.c_str(), 1);
    ::setenv("PULSE_CLIENTCONFIG", (folder_ / "client.conf").c_str(), 1);
    ::setenv("DSPROXY_PLUGIN_DIR", HELPER_FOLDER, 1);
    ::unsetenv("PULSE_SERVER");
    ::unsetenv("DBUS_SESSION_BUS_ADDRESS");
}

DesktopTest::~DesktopTest()
{
    end(recorder_);
    killServer();
    std::filesystem::remove_all(folder_);
}

void DesktopTest::startServer()
{
    server_ = start({"pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no",
                     "--exit-idle-time=-1", "-L", "module-native-protocol-unix", "-L",
                     "module-null-sink sink_name=hall rate=44100 channels=2 format=s16le", "-L",
                     "module-pipe-source source_name=microphone rate=44100 channels=2 format=s16le "
                     "file=" +
                         (folder_ / "microphone").string()},
                    "/dev/null");
    for (int i = 0; i < patience && outputOf({"pactl", "info"}).empty(); ++i)
        std::this_thread::sleep_for(moment);
}

void DesktopTest::killServer()
{
    end(std::exchange(server_, 0));
}

void DesktopTest::freezeServer(bool frozen)
{
    ::kill(server_, frozen ? SIGSTOP : SIGCONT);
}

void DesktopTest::startRecording()
{
    const auto record = folder_ / "record";
    recorder_ = start({"parec", "--raw", "--device=hall.monitor", "--format=s16le", "--rate=44100",
                       "--channels=2", "--latency-msec=50"},
                      record);
    for (int i = 0; i < patience && framesOf(record).empty(); ++i)
        std::this_thread::sleep_for(moment);
}

/// The silence around is cut off.
std::vector<std::uint32_t> DesktopTest::recordUntil(std::uint32_t last)
{
    std::vector<std::uint32_t> frames;
    for (int i = 0; i < patience && std::ranges::find(frames, last) == frames.end(); ++i) {
        std::this_thread::sleep_for(moment);
        frames = framesOf(folder_ / "record");
    }
    const auto sounds = [](std::uint32_t frame) { return frame != 0; };
    frames.erase(std::ranges::find_if(frames.rbegin(), frames.rend(), sounds).base(), frames.end());
    frames.erase(frames.begin(), std::ranges::find_if(frames, sounds));
    return frames;
}

testing::AssertionResult isTail(const std::vector<std::uint32_t>& heard,
                                const std::vector<std::uint32_t>& played)
{
    constexpr std::size_t rendered = 44100 / 5;
    if (heard.size() > played.size() || heard.size() + rendered < played.size())
        return testing::AssertionFailure() << heard.size() << " of " << played.size() << " frames";
    const auto [ours, theirs] = std::mismatch(heard.rbegin(), heard.rend(), played.rbegin());
    if (ours != heard.rend())
        return testing::AssertionFailure()
               << "other frames before the last " << ours - heard.rbegin();
    return testing::AssertionSuccess();
}

int rungBell()
{
    static const int bell = ::eventfd(1, EFD_CLOEXEC);
    return bell;
}

std::vector<std::uint32_t> numbered(std::uint32_t first, std::size_t count)
{
    std::vector<std::uint32_t> frames(count);
    for (std::uint32_t& frame : frames)
        frame = ++first * 0x9e3779b1u;  // odd: all differ, and no ramp hides a doubled piece
    return frames;
}

Result<void> play(PlaybackDevice& device, const std::vector<std::uint32_t>& frames,
                  std::size_t piece)
{
    for (std::size_t done = 0; done < frames.size();) {
        const auto room = device.wait(-1);
        if (!room)
            return std::unexpected(room.error());
        const auto most =
            std::min({frames.size() - done, piece, static_cast<std::size_t>(room->value)});
        const auto memory = device.begin(Frames(static_cast<std::int64_t>(most)));
        std::memcpy(memory.data(), frames.data() + done, memory.size());
        const auto count = memory.size() / sizeof(std::uint32_t);
        if (auto given = device.commit(Frames(static_cast<std::int64_t>(count))); !given)
            return given;
        done += count;
    }
    return {};
}

}  // namespace dsproxy::desktop_test

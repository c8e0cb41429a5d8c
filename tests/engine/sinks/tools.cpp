// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/engine/sinks/tools.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <numbers>
#include <random>

namespace dsproxy::test {
namespace {

ByteVector encoded(const Format& format, std::span<const double> samples)
{
    ByteVector pcm(samples.size() * (format.layout().container_bits / 8));
    encode(format.layout(), samples, pcm);
    return pcm;
}

void writeText(const char* path, const std::string& text)
{
    std::ofstream(path) << text;
}

/// Root may mount in a namespace of its own; others need a user namespace around it.
bool ownMounts()
{
    const auto uid = std::to_string(getuid());
    const auto gid = std::to_string(getgid());
    if (unshare(CLONE_NEWNS) != 0) {
        if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
            return false;
        writeText("/proc/self/setgroups", "deny");
        writeText("/proc/self/uid_map", "0 " + uid + " 1");
        writeText("/proc/self/gid_map", "0 " + gid + " 1");
    }
    // EINVAL where the root is no mount point (a chroot): then it has no peers either.
    return mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 || errno == EINVAL;
}

}  // namespace

TempDir::TempDir()
{
    std::string name = testing::TempDir() + "dsproxy-XXXXXX";
    path_ = mkdtemp(name.data());
}

TempDir::~TempDir()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string shell(const std::string& command)
{
    FILE* pipe = popen(command.c_str(), "re");
    std::string output;
    char block[65536];
    for (std::size_t n; (n = fread(block, 1, sizeof block, pipe)) > 0;)
        output.append(block, n);
    EXPECT_EQ(pclose(pipe), 0) << command;
    return output;
}

std::string probe(const std::string& file, const std::string& entries)
{
    std::string found = shell("ffprobe -v error -of csv=p=0 -show_entries " + entries + " " + file);
    found.erase(found.find_last_not_of('\n') + 1);
    return found;
}

std::vector<double> decoded(const Format& format, const ByteVector& pcm)
{
    std::vector<double> samples(pcm.size() / (format.layout().container_bits / 8));
    decode(format.layout(), pcm, samples);
    return samples;
}

ByteVector readFile(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file) << path;
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

void writeFile(const std::string& path, std::span<const std::byte> bytes)
{
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), std::ssize(bytes));
}

bool startsWith(const ByteVector& whole, std::span<const std::byte> start)
{
    return whole.size() >= start.size() && std::equal(start.begin(), start.end(), whole.begin());
}

std::vector<double> ffmpegSamples(const std::string& file, const std::string& extra)
{
    const std::string raw =
        shell("ffmpeg -v error -nostdin " + extra + " -i '" + file + "' -f f64le -");
    std::vector<double> samples(raw.size() / sizeof(double));
    std::memcpy(samples.data(), raw.data(), samples.size() * sizeof(double));
    return samples;
}

ByteVector noise(const Format& format, Frames frames)
{
    std::mt19937 random(4711);
    std::uniform_real_distribution<double> level(-1, 1);
    std::vector<double> samples(static_cast<std::size_t>(frames.value * format.channels().count));
    for (double& sample : samples)
        sample = level(random);
    return encoded(format, samples);
}

ByteVector sine(const Format& format, Frames frames, double hz)
{
    const std::size_t channels = format.channels().count;
    std::vector<double> samples(static_cast<std::size_t>(frames.value) * channels);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double seconds = static_cast<double>(i / channels) / format.rate().hz;
        samples[i] = 0.5 * std::sin(2 * std::numbers::pi * hz * seconds);
    }
    return encoded(format, samples);
}

double signalToError(std::span<const double> signal, std::span<const double> received)
{
    double power = 0;
    double error = 0;
    for (std::size_t i = 0; i < std::min(signal.size(), received.size()); ++i) {
        power += signal[i] * signal[i];
        error += (signal[i] - received[i]) * (signal[i] - received[i]);
    }
    return error == 0 ? 999 : 10 * std::log10(power / error);
}

PcmView view(const Format& format, std::span<const std::byte> bytes)
{
    return PcmView{format, bytes};
}

void inChild(const std::function<void()>& body)
{
    const pid_t child = fork();
    if (child == 0) {
        body();
        std::cout.flush();
        _exit(testing::Test::HasFailure() ? 1 : 0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status)) << "signal " << WTERMSIG(status);
    EXPECT_EQ(WEXITSTATUS(status), 0);
}

void inChildWithDisk(const std::string& folder, std::size_t bytes,
                     const std::function<void()>& body)
{
    mkdir(folder.c_str(), 0777);
    inChild([&] {
        const std::string size = "size=" + std::to_string(bytes);
        ASSERT_TRUE(ownMounts()) << strerror(errno);
        ASSERT_EQ(mount("tmpfs", folder.c_str(), "tmpfs", 0, size.c_str()), 0) << strerror(errno);
        body();
    });
}

std::string killed(int waitMs, const std::function<void(int fd)>& body)
{
    int ends[2];
    EXPECT_EQ(pipe2(ends, O_CLOEXEC), 0);
    const pid_t child = fork();
    if (child == 0) {
        body(ends[1]);
        _exit(0);
    }
    close(ends[1]);
    std::string said(1, '\0');
    EXPECT_EQ(read(ends[0], said.data(), 1), 1) << "the child died by itself";
    usleep(static_cast<useconds_t>(waitMs) * 1000);
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status));
    char block[65536];
    for (ssize_t n; (n = read(ends[0], block, sizeof block)) > 0;)
        said.append(block, static_cast<std::size_t>(n));
    close(ends[0]);
    return said;
}

}  // namespace dsproxy::test

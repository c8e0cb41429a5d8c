// SPDX-License-Identifier: GPL-2.0-or-later
/// A PulseAudio of the test's own, with an output that goes nowhere and an input that reads a FIFO.
#pragma once

#include "engine/live/capture_device.h"
#include "engine/live/playback_device.h"

#include <gtest/gtest.h>
#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dsproxy::desktop_test {

/// Runs ARGUMENTS with its output into FILE. Returns its process id.
pid_t start(const std::vector<std::string>& arguments, const std::filesystem::path& output);
void end(pid_t pid);

/// What ARGUMENTS print; empty when they fail.
std::string outputOf(const std::vector<std::string>& arguments);

/// In each test a folder, and an environment that leads all clients to the server there.
class DesktopTest : public testing::Test {
protected:
    DesktopTest();
    ~DesktopTest() override;

    /// Returns when it answers.
    void startServer();
    void killServer();
    void freezeServer(bool frozen);

    /// What the output plays from now on goes into record(), 16 bits, stereo, 44100 Hz.
    void startRecording();
    /// Waits until it ends with the last of FRAMES, for some seconds at most.
    std::vector<std::uint32_t> recordUntil(std::uint32_t last);

    std::filesystem::path folder_;

private:
    pid_t server_ = 0;
    pid_t recorder_ = 0;
};

inline const DeviceRequest cdRequest{Format(AFMT_S16_LE, Channels{2}, Rate{44100}),
                                     Nanoseconds(200'000'000)};

/// HEARD is PLAYED without a gap or a change. The record of a null sink lacks the beginning: the
/// sink had played silence ahead before it knew of the stream.
testing::AssertionResult isTail(const std::vector<std::uint32_t>& heard,
                                const std::vector<std::uint32_t>& played);

/// An eventfd that is readable for ever.
int rungBell();

/// Frames [FIRST, FIRST + COUNT): none is zero, no two are equal.
std::vector<std::uint32_t> numbered(std::uint32_t first, std::size_t count);

/// Plays 16-bit stereo FRAMES, in pieces of at most PIECE frames. The error that ended it.
Result<void> play(PlaybackDevice& device, const std::vector<std::uint32_t>& frames,
                  std::size_t piece = SIZE_MAX);

}  // namespace dsproxy::desktop_test

// SPDX-License-Identifier: GPL-2.0-or-later
/// What tests of files need: a folder that goes away, real programs as judges, sample data.
#pragma once

#include "engine/pcm/convert.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace dsproxy::test {

using ByteVector = std::vector<std::byte>;

class TempDir {
public:
    TempDir();
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;
    ~TempDir();
    std::string operator/(const std::string& name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

/// What COMMAND writes to stdout. The test fails when it exits with anything but 0; a program
/// that is not installed is a failure, too.
std::string shell(const std::string& command);

ByteVector readFile(const std::string& path);
void writeFile(const std::string& path, std::span<const std::byte> bytes);
bool startsWith(const ByteVector& whole, std::span<const std::byte> start);

/// What ffprobe says about FILE, for its option -show_entries.
std::string probe(const std::string& file, const std::string& entries);

/// Samples of all channels, interleaved.
std::vector<double> decoded(const Format& format, const ByteVector& pcm);

/// Every sample of FILE as ffmpeg sees it; EXTRA describes input that does not describe itself.
std::vector<double> ffmpegSamples(const std::string& file, const std::string& extra = {});

/// White noise in FORMAT, the same each time.
ByteVector noise(const Format& format, Frames frames);
/// A sine at half of full scale, the same on all channels.
ByteVector sine(const Format& format, Frames frames, double hz);

/// Signal to error in dB, after both were cut to the shorter one.
double signalToError(std::span<const double> signal, std::span<const double> received);

PcmView view(const Format& format, std::span<const std::byte> bytes);

/// Runs BODY in a child; its failures are failures of the test.
void inChild(const std::function<void()>& body);
/// The same in a mount namespace of its own, with an empty disk of BYTES at FOLDER.
void inChildWithDisk(const std::string& folder, std::size_t bytes,
                     const std::function<void()>& body);
/// Runs BODY(fd) in a child and kills it with SIGKILL as soon as it has written to fd and WAIT ms
/// have passed. Returns all that it wrote to fd.
std::string killed(int waitMs, const std::function<void(int fd)>& body);

}  // namespace dsproxy::test

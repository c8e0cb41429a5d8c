// SPDX-License-Identifier: GPL-2.0-or-later
/// A small capture file in memory, and what a reader makes of it.
#pragma once

#include "engine/capture_file/capture_reader.h"
#include "engine/capture_file/capture_writer.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace dsproxy::capture_file::test {

using Bytes = std::vector<std::byte>;

inline Bytes bytesOf(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

/// A file name of this test's own, gone with it.
class TempFile {
public:
    TempFile()
        : path_(testing::TempDir() + "capture-" + std::to_string(::getpid()) + "-" +
                testing::UnitTest::GetInstance()->current_test_info()->name())
    {
    }
    ~TempFile() { std::filesystem::remove(path_); }
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

inline Start exampleStart()
{
    return {.wall_ns = 1, .monotonic_ns = 2, .free_running = true, .program = "mtv", .writer = "x"};
}

inline std::unique_ptr<CaptureWriter> create(const std::string& path)
{
    return *CaptureWriter::create(path, exampleStart(),
                                  [](const Error&) { ADD_FAILURE() << "cannot write"; });
}

inline Result<std::unique_ptr<CaptureReader>> startReading(Bytes bytes, std::size_t step = 7)
{
    const auto left = std::make_shared<std::pair<Bytes, std::size_t>>(std::move(bytes), 0);
    const auto some = [left, step](std::span<std::byte> into) -> Result<std::size_t> {
        auto& [all, at] = *left;
        const std::size_t count = std::min({into.size(), step, all.size() - at});
        std::copy_n(all.begin() + static_cast<std::ptrdiff_t>(at), count, into.begin());
        at += count;
        return count;
    };
    return CaptureReader::start(some, "memory");
}

/// What was read, with PCM of its own.
struct Found {
    std::vector<Start> starts;
    std::vector<Event> events;
    std::vector<Pcm> pcm;
    std::vector<Bytes> pcm_bytes;
    std::size_t rests = 0;
    std::vector<End> ends;
    std::vector<Damage> damages;

    void operator()(const Start& start) { starts.push_back(start); }
    void operator()(const Event& event) { events.push_back(event); }
    void operator()(const Pcm& one)
    {
        pcm.push_back(one);
        pcm_bytes.emplace_back(one.pcm.bytes.begin(), one.pcm.bytes.end());
    }
    void operator()(const Rest&) { ++rests; }
    void operator()(const End& end) { ends.push_back(end); }
    void operator()(const Damage& damage) { damages.push_back(damage); }
};

inline Found readAll(Bytes bytes, std::size_t step = 4096)
{
    Found found;
    auto reader = startReading(std::move(bytes), step);
    EXPECT_TRUE(reader.has_value());
    for (;;) {
        const auto record = (*reader)->next();
        EXPECT_TRUE(record.has_value());
        if (!*record)
            return found;
        std::visit([&](const auto& one) { found(one); }, **record);
    }
}

}  // namespace dsproxy::capture_file::test

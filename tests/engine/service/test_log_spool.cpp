// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/capture_file/capture_reader.h"
#include "engine/service/log_spool.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace {

using namespace dsproxy;
namespace fs = std::filesystem;

class LogSpoolTest : public testing::Test {
protected:
    LogSpoolTest()
    {
        char folder[] = "/tmp/spool.XXXXXX";
        folder_ = std::string(::mkdtemp(folder)) + "/log";
    }
    ~LogSpoolTest() override { fs::remove_all(fs::path(folder_).parent_path()); }

    std::vector<fs::path> files() const
    {
        std::vector<fs::path> all;
        for (const auto& entry : fs::directory_iterator(folder_))
            all.push_back(entry.path());
        std::ranges::sort(all);
        return all;
    }

    std::string folder_;
};

Event numbered(std::uint64_t number)
{
    Event event{};
    event.kind = EventKind::Started;
    event.stream = 1;
    event.sequence = number;
    return event;
}

TEST_F(LogSpoolTest, WhatWasLoggedIsReadByShow)
{
    {
        const auto spool = *LogSpool::open(folder_, {.days = 7, .bytes = 1 << 20});
        for (std::uint64_t i = 1; i <= 100; ++i)
            spool->add(numbered(i));
    }
    ASSERT_EQ(files().size(), 1u);
    struct stat status{};
    ASSERT_EQ(::stat(files()[0].c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600u);
    ASSERT_EQ(::stat(folder_.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0700u);

    const auto reader = *capture_file::CaptureReader::open(files()[0]);
    std::uint64_t count = 0;
    for (;;) {
        const auto record = reader->next();
        ASSERT_TRUE(record);
        if (!*record)
            break;
        if (const auto* event = std::get_if<Event>(&**record)) {
            EXPECT_EQ(event->sequence, ++count);
        }
    }
    EXPECT_EQ(count, 100u);
}

TEST_F(LogSpoolTest, TheOldestFilesGoFirst)
{
    fs::create_directories(folder_);
    for (const char* name : {"2001-01-01 00.00.00.dsp", "2020-01-01 00.00.00.dsp",
                             "2020-01-02 00.00.00.dsp", "mine.txt"})
        std::ofstream(folder_ + "/" + name) << std::string(1000, 'x');
    fs::last_write_time(folder_ + "/2001-01-01 00.00.00.dsp",
                        fs::file_time_type::clock::now() - std::chrono::days(30));
    {
        const auto spool = *LogSpool::open(folder_, {.days = 7, .bytes = 1900});
        spool->add(numbered(1));
    }
    const auto left = files();
    ASSERT_EQ(left.size(), 3u);
    EXPECT_EQ(left[0].filename(), "2020-01-02 00.00.00.dsp");
    EXPECT_EQ(left[2].filename(), "mine.txt");
}

}  // namespace

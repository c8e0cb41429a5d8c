// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/log/log.h"

#include "cli/log/log_file.h"
#include "tests/cli/captured_fd.h"
#include "tests/cli/events.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace dsproxy::cli {

namespace {

std::string contentOf(const std::string& path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

class LogTest : public ::testing::Test {
protected:
    ~LogTest() override { std::filesystem::remove(path); }

    std::unique_ptr<Log> open()
    {
        auto log = Log::open(options, terminal);
        EXPECT_TRUE(log.has_value());
        return log ? std::move(*log) : nullptr;
    }

    const std::string path = ::testing::TempDir() + "dsproxy-log-" + std::to_string(::getpid());
    const std::vector<Event> events = {formatEvent(AFMT_U8, 1, 8000), eventOf(EventKind::Started)};
    const std::string text = "format AFMT_U8, 1 channel, 8000 Hz from frame 0\n"
                             "started at frame 0\n";
    RunOptions options;
    CapturedFd captured;
    Terminal terminal{captured.fd(), false};
};

TEST_F(LogTest, goesToTheTerminalWhenNothingWasSaid)
{
    open()->batch(events);
    EXPECT_EQ(captured.text(), text);
}

TEST_F(LogTest, dashIsTheTerminalEvenWhenQuiet)
{
    options.log = "-";
    options.quiet = true;
    open()->batch(events);
    EXPECT_EQ(captured.text(), text);
}

TEST_F(LogTest, quietSaysNothing)
{
    options.quiet = true;
    open()->batch(events);
    EXPECT_EQ(captured.text(), "");
}

TEST_F(LogTest, fileIsPrivateAndCompleteAfterEachBatch)
{
    options.log = path;
    const ::mode_t before = ::umask(0);
    const auto log = open();
    ::umask(before);
    log->batch(events);
    EXPECT_EQ(contentOf(path), text);
    log->batch(events);
    EXPECT_EQ(contentOf(path), text + text);
    struct stat status{};
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0600u);
    EXPECT_EQ(captured.text(), "");
}

TEST_F(LogTest, fullDiskIsSaidOnce)
{
    options.log = "/dev/full";
    const auto log = open();
    log->batch(events);
    log->batch(events);
    EXPECT_EQ(captured.text(), "dsproxy: the log in /dev/full ends here: No space left on device; "
                               "the program plays on\n");
}

TEST_F(LogTest, fileThatCannotBeOpenedIsAnError)
{
    options.log = "/nowhere/log";
    const auto log = Log::open(options, terminal);
    ASSERT_FALSE(log.has_value());
    EXPECT_EQ(log.error().code, ErrorCode::OpenFailed);
    EXPECT_EQ(log.error().sys, ENOENT);
    EXPECT_EQ(log.error().subject, "/nowhere/log");
}

}  // namespace

}  // namespace dsproxy::cli

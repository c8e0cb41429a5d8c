// SPDX-License-Identifier: GPL-2.0-or-later
/// A logind of the test's own says what it is asked for, and when that is over.
#include "engine/recording/inhibitor.h"
#include "tests/engine/recording/bus_stage.h"
#include "tests/engine/recording/recording_stage.h"

#include <fcntl.h>
#include <poll.h>

namespace dsproxy::test {
namespace {

/// Writes each call to LOG, and gives out copies of the writing end of a pipe.
Answer logind(int log, int held, bool blockIsAllowed)
{
    return [=](sd_bus_message* call) {
        const char* what = nullptr;
        const char* who = nullptr;
        const char* why = nullptr;
        const char* mode = nullptr;
        if (!sd_bus_message_is_method_call(call, "org.freedesktop.login1.Manager", "Inhibit") ||
            sd_bus_message_read(call, "ssss", &what, &who, &why, &mode) < 0)
            return -EINVAL;
        const std::string line = std::string(what) + "," + who + "," + mode + ";";
        std::ignore = write(log, line.data(), line.size());
        if (!blockIsAllowed && std::string(mode) == "block")
            return -EACCES;
        return sd_bus_reply_method_return(call, "h", held);
    };
}

class InhibitorTest : public testing::Test {
protected:
    InhibitorTest()
    {
        EXPECT_EQ(pipe2(log_, O_NONBLOCK), 0);
        setenv("DBUS_SYSTEM_BUS_ADDRESS", bus_.address().c_str(), 1);
    }
    ~InhibitorTest() override
    {
        unsetenv("DBUS_SYSTEM_BUS_ADDRESS");
        close(log_[0]);
        close(log_[1]);
    }

    void startLogind(bool blockIsAllowed = true)
    {
        int ends[2];
        ASSERT_EQ(pipe(ends), 0);
        // Each lock that it gives is a copy of one end, so the other end hangs up with the last.
        logind_ = bus_.peer("org.freedesktop.login1", "/org/freedesktop/login1",
                            logind(log_[1], ends[1], blockIsAllowed));
        close(ends[0]);
        close(ends[1]);
    }

    std::string asked() const
    {
        char text[4096];
        const ssize_t n = read(log_[0], text, sizeof text);
        return std::string(text, n < 0 ? 0 : static_cast<std::size_t>(n));
    }

    BusStage bus_;
    int log_[2];
    std::unique_ptr<Process> logind_;
};

/// The pipes that this process holds open for writing, other than those it had before.
std::size_t openDescriptors()
{
    const std::filesystem::directory_iterator files("/proc/self/fd");
    return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

TEST_F(InhibitorTest, isHeldOnceForAll)
{
    startLogind();
    Inhibitor inhibitor;
    const std::size_t before = openDescriptors();
    auto one = inhibitor.hold();
    auto two = inhibitor.hold();
    ASSERT_TRUE(one);
    EXPECT_EQ(one, two);
    EXPECT_EQ(asked(), "sleep:idle,dsproxy,block;");
    EXPECT_EQ(openDescriptors(), before + 1) << "the lock, and no connection";
    one.reset();
    EXPECT_EQ(openDescriptors(), before + 1);
    two.reset();
    EXPECT_EQ(openDescriptors(), before);
    EXPECT_TRUE(inhibitor.hold());
    EXPECT_EQ(asked(), "sleep:idle,dsproxy,block;") << "anew";
}

TEST_F(InhibitorTest, delaysWhereItMayNotBlock)
{
    startLogind(false);
    Inhibitor inhibitor;
    EXPECT_TRUE(inhibitor.hold());
    EXPECT_EQ(asked(), "sleep:idle,dsproxy,block;sleep,dsproxy,delay;");
}

TEST_F(InhibitorTest, withoutLogindNothingHappens)
{
    Inhibitor inhibitor;
    EXPECT_FALSE(inhibitor.hold());
    setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/bus", 1);
    EXPECT_FALSE(inhibitor.hold());
}

TEST_F(InhibitorTest, aRecordingHoldsItWhileItRecords)
{
    startLogind();
    RecordingStage stage;
    stage.settings.inhibitor = std::make_shared<Inhibitor>();
    std::string calls;
    const auto waitForCalls = [&](int count) {
        waitUntil([&] { return std::ranges::count(calls += asked(), ';') == count; });
    };
    const std::size_t before = openDescriptors();
    auto recording = stage.start();
    waitForCalls(1);
    recording->pause(true);
    waitUntil([&] { return openDescriptors() == before; });
    recording->pause(false);
    waitForCalls(2);
    recording->stop();
    EXPECT_EQ(openDescriptors(), before);
}

}  // namespace
}  // namespace dsproxy::test

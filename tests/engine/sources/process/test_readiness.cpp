// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/readiness.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/epoll.h>

namespace {

using namespace dsproxy;
using namespace dsproxy::process;

class ReadinessTest : public testing::TestWithParam<Readiness::Mode> {
protected:
    ReadinessTest() : made_(std::move(*Readiness::create(GetParam()))) {}

    short events()
    {
        pollfd poll{made_.program_end.get(), POLLIN | POLLOUT, 0};
        ::poll(&poll, 1, 0);
        return poll.revents;
    }
    Readiness::ProgramEnd end()
    {
        return [this] { return UniqueFd(::dup(made_.program_end.get())); };
    }
    bool writes() const { return GetParam() != Readiness::Mode::Read; }
    bool reads() const { return GetParam() != Readiness::Mode::Write; }

    Readiness::Made made_;
};

TEST_P(ReadinessTest, StartsWritableAndNotReadable)
{
    EXPECT_EQ(events(), writes() ? POLLOUT : 0);
}

TEST_P(ReadinessTest, ShowsBothDirectionsApart)
{
    for (int round = 0; round < 3; ++round)
        for (const bool writable : {false, true})
            for (const bool readable : {true, false}) {
                made_.readiness.showWritable(writable, end());
                made_.readiness.showReadable(readable, end());
                const int wanted =
                    (writes() && writable ? POLLOUT : 0) | (reads() && readable ? POLLIN : 0);
                EXPECT_EQ(events(), wanted) << writable << readable;
            }
}

TEST_P(ReadinessTest, GivesAnEdgeWhenItTurnsWritable)
{
    if (!writes())
        return;
    const UniqueFd epoll(::epoll_create1(0));
    epoll_event event{EPOLLOUT | EPOLLET, {}};
    ::epoll_ctl(epoll.get(), EPOLL_CTL_ADD, made_.program_end.get(), &event);
    EXPECT_EQ(::epoll_wait(epoll.get(), &event, 1, 0), 1);
    made_.readiness.showWritable(false, end());
    made_.readiness.showWritable(true, end());
    EXPECT_EQ(::epoll_wait(epoll.get(), &event, 1, 0), 1);
}

TEST_P(ReadinessTest, HangsUpWithTheLastDescriptor)
{
    UniqueFd copy(::dup(made_.program_end.get()));
    made_.program_end.reset();
    EXPECT_FALSE(made_.readiness.hungUp());
    copy.reset();
    EXPECT_TRUE(made_.readiness.hungUp());
}

TEST_P(ReadinessTest, TellsTheProgramsBytesFromItsOwn)
{
    if (!writes())
        return;
    EXPECT_EQ(made_.readiness.strayBytes(), 0);
    made_.readiness.showWritable(false, end());
    EXPECT_EQ(made_.readiness.strayBytes(), 0);
    made_.readiness.showWritable(true, end());
    ASSERT_EQ(::write(made_.program_end.get(), "abc", 3), 3);
    EXPECT_EQ(made_.readiness.strayBytes(), 3);
    made_.program_end.reset();
    EXPECT_FALSE(made_.readiness.hungUp());
}

TEST_P(ReadinessTest, GivesAnotherDescriptorOfTheSameFile)
{
    const UniqueFd other = made_.readiness.another(end());
    ASSERT_TRUE(other);
    const Task self(::getpid());
    EXPECT_EQ(self.fileAt(other.get()), made_.readiness.identity());
}

INSTANTIATE_TEST_SUITE_P(Modes, ReadinessTest,
                         testing::Values(Readiness::Mode::Read, Readiness::Mode::Write,
                                         Readiness::Mode::Both));

}  // namespace

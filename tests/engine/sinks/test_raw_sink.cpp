// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/raw_sink.h"
#include "tests/engine/sinks/tools.h"

#include <fcntl.h>
#include <sys/wait.h>

#include <csignal>
#include <cstdio>
#include <thread>

namespace dsproxy::test {
namespace {

const Format cd(AFMT_S16_LE, Channels{2}, Rate{44100});

/// fd 1 is FD as long as this lives.
class Redirect {
public:
    explicit Redirect(int fd) : saved_(dup(STDOUT_FILENO)) { dup2(fd, STDOUT_FILENO); }
    ~Redirect()
    {
        dup2(saved_, STDOUT_FILENO);
        close(saved_);
    }

private:
    int saved_;
};

TEST(RawSink, bytesAsTheyAreEvenOfCompressedFormats)
{
    const TempDir dir;
    for (const std::uint32_t afmt : {AFMT_S16_BE, AFMT_AC3, AFMT_IMA_ADPCM, AFMT_S24_LE}) {
        const Format format(afmt, Channels{2}, Rate{8000});
        const ByteVector pcm = noise(cd, Frames(1000));
        const auto sink = RawSink::open(dir / "a.raw");
        ASSERT_TRUE(sink);
        ASSERT_TRUE((*sink)->write(view(format, pcm)));
        ASSERT_TRUE((*sink)->write(view(format, pcm)));
        ASSERT_TRUE((*sink)->finish());
        ByteVector twice = pcm;
        twice.insert(twice.end(), pcm.begin(), pcm.end());
        EXPECT_EQ(readFile(dir / "a.raw"), twice);
    }
}

TEST(RawSink, emptiesAnOldFile)
{
    const TempDir dir;
    writeFile(dir / "a.raw", noise(cd, Frames(1000)));
    ASSERT_TRUE(RawSink::open(dir / "a.raw"));
    EXPECT_TRUE(readFile(dir / "a.raw").empty());
}

TEST(RawSink, fullDevice)
{
    const auto sink = RawSink::open("/dev/full");
    ASSERT_TRUE(sink);
    const auto written = (*sink)->write(view(cd, noise(cd, Frames(10))));
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, ErrorCode::NoSpace);
    EXPECT_EQ(written.error().subject, "/dev/full");
}

TEST(StdoutSink, closedReaderIsAnErrorAndNoSignal)
{
    inChild([] {
        signal(SIGPIPE, SIG_DFL);
        int ends[2];
        ASSERT_EQ(pipe(ends), 0);
        const Redirect redirect(ends[1]);
        close(ends[0]);
        const auto sink = RawSink::openStdout();
        const auto written = (*sink)->write(view(cd, noise(cd, Frames(10))));
        ASSERT_FALSE(written);
        EXPECT_EQ(written.error().code, ErrorCode::WriteFailed);
        EXPECT_EQ(written.error().sys, EPIPE);
        EXPECT_EQ(written.error().subject, "stdout");
        sigset_t pending;
        sigpending(&pending);
        EXPECT_EQ(sigismember(&pending, SIGPIPE), 0) << "it would kill at the next unblocking";
    });
}

TEST(StdoutSink, mayBeAFileWithoutAName)
{
    FILE* unnamed = tmpfile();
    {
        const Redirect redirect(fileno(unnamed));
        const auto sink = RawSink::openStdout();
        EXPECT_TRUE((*sink)->write(view(cd, noise(cd, Frames(10)))));
        EXPECT_TRUE((*sink)->checkpoint());
    }
    EXPECT_EQ(lseek(fileno(unnamed), 0, SEEK_END), 40);
    fclose(unnamed);
}

TEST(StdoutSink, waitsForASlowReaderOfANonblockingPipe)
{
    int ends[2];
    ASSERT_EQ(pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
    fcntl(ends[0], F_SETFL, 0);
    const ByteVector pcm = noise(cd, Frames(100'000));
    ByteVector got;
    std::thread reader([&] {
        std::byte block[5000];
        for (ssize_t n; (n = read(ends[0], block, sizeof block)) > 0;)
            got.insert(got.end(), block, block + n);
    });
    Result<void> written;
    {
        const Redirect redirect(ends[1]);
        const auto sink = RawSink::openStdout();
        written = (*sink)->write(view(cd, pcm));
    }
    close(ends[1]);
    reader.join();
    close(ends[0]);
    EXPECT_TRUE(written);
    EXPECT_EQ(got, pcm);
}

}  // namespace
}  // namespace dsproxy::test

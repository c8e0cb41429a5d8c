// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/capture_file/crc32c.h"
#include "written.h"

#include <sys/stat.h>

#include <cstring>

namespace dsproxy::capture_file::test {
namespace {

const Format stereo(AFMT_S16_LE, Channels{2}, Rate{44100});

Event fullEvent()
{
    Event event{};
    event.sequence = 0x0102030405060708;
    event.time_ns = 11;
    event.position = 12;
    event.frame = 13;
    event.dropped_bytes = 14;
    event.took_ns = 15;
    event.kind = EventKind::Ioctl;
    event.stream = 15;
    event.pid = -16;
    event.cmd = 0xc0045002;
    event.error = -17;
    event.value = 18;
    event.node = 3;
    event.mode = 0x801;
    event.in_bytes = 4;
    event.out_bytes = 96;
    event.capture = true;
    std::memset(event.comm, 'x', sizeof event.comm);
    event.params = {AFMT_U8, 1, 8000};
    std::memset(event.in, 0x5a, 4);
    std::memset(event.out, 0xa5, 96);
    return event;
}

/// Field by field: an Event has padding.
void expectSame(const Event& a, const Event& b)
{
    const auto fields = [](const Event& e) {
        return std::tuple(e.sequence, e.time_ns, e.position, e.frame, e.dropped_bytes, e.took_ns,
                          e.kind, e.stream, e.pid, e.cmd, e.error, e.value, e.node, e.mode,
                          e.in_bytes, e.out_bytes, e.capture, e.params.afmt, e.params.channels,
                          e.params.rate);
    };
    EXPECT_EQ(fields(a), fields(b));
    EXPECT_EQ(std::memcmp(a.comm, b.comm, sizeof a.comm), 0);
    EXPECT_EQ(std::memcmp(a.in, b.in, sizeof a.in), 0);
    EXPECT_EQ(std::memcmp(a.out, b.out, sizeof a.out), 0);
}

TEST(Crc32c, IsThatOfOthers)
{
    EXPECT_EQ(crc32c(std::as_bytes(std::span("123456789", 9))), 0xe3069283u);
    EXPECT_EQ(crc32c(Bytes(32, std::byte{0})), 0x8a9136aau);
    EXPECT_EQ(crc32c({}), 0u);
}

TEST(CaptureFile, HasWhatWasPutIn)
{
    const TempFile file;
    const Bytes sound(400, std::byte{7});
    {
        const auto writer = create(file.path());
        writer->event(fullEvent());
        writer->heard(15, 1000, {stereo, sound});
        writer->dropped(15, 1400, {stereo, std::span(sound).first(8)});
        writer->rest();
        writer->finish();
    }
    const Found found = readAll(bytesOf(file.path()), 5);
    ASSERT_EQ(found.starts.size(), 1u);
    EXPECT_EQ(found.starts[0].wall_ns, 1u);
    EXPECT_EQ(found.starts[0].monotonic_ns, 2u);
    EXPECT_TRUE(found.starts[0].free_running);
    EXPECT_EQ(found.starts[0].program, "mtv");
    ASSERT_EQ(found.events.size(), 1u);
    expectSame(found.events[0], fullEvent());
    ASSERT_EQ(found.pcm.size(), 2u);
    EXPECT_EQ(found.pcm[0].stream, 15u);
    EXPECT_EQ(found.pcm[0].position, 1000u);
    EXPECT_FALSE(found.pcm[0].dropped);
    EXPECT_EQ(found.pcm[0].pcm.format, stereo);
    EXPECT_EQ(found.pcm_bytes[0], sound);
    EXPECT_TRUE(found.pcm[1].dropped);
    EXPECT_EQ(found.pcm_bytes[1].size(), 8u);
    EXPECT_EQ(found.rests, 1u);
    ASSERT_EQ(found.ends.size(), 1u);
    EXPECT_EQ(found.ends[0].events, 1u);
    EXPECT_EQ(found.ends[0].pcm_bytes, 400u);
    EXPECT_TRUE(found.damages.empty());
}

TEST(CaptureFile, IsForItsOwnerOnly)
{
    const TempFile file;
    create(file.path())->finish();
    struct stat status{};
    ASSERT_EQ(::stat(file.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST(CaptureFile, EachTickKeepsAllBeforeIt)
{
    const TempFile file;
    const auto writer = create(file.path());
    writer->event(fullEvent());
    writer->tick();
    EXPECT_EQ(readAll(bytesOf(file.path())).events.size(), 1u);
}

TEST(CaptureFile, LargePcmIsSplitAtFrames)
{
    const TempFile file;
    const Format odd(AFMT_S16_LE, Channels{3}, Rate{8000});
    const Bytes sound(6 * 400000, std::byte{9});
    const auto writer = create(file.path());
    writer->heard(1, 0, {odd, sound});
    writer->finish();
    const Found found = readAll(bytesOf(file.path()));
    EXPECT_GT(found.pcm.size(), 1u);
    std::uint64_t position = 0;
    for (std::size_t i = 0; i < found.pcm.size(); ++i) {
        EXPECT_EQ(found.pcm[i].position, position);
        position += found.pcm_bytes[i].size();
    }
    EXPECT_EQ(position, sound.size());
}

TEST(CaptureFile, ADiskThatIsFullIsToldOnce)
{
    std::vector<Error> errors;
    auto writer = CaptureWriter::create("/dev/full", exampleStart(), [](const Error&) {});
    ASSERT_FALSE(writer.has_value());
    EXPECT_EQ(writer.error().code, ErrorCode::NoSpace);
}

TEST(CaptureFile, OtherFilesAreRefused)
{
    const auto refusal = [](std::string_view text) {
        const auto bytes = std::as_bytes(std::span(text));
        return startReading({bytes.begin(), bytes.end()}).error().code;
    };
    EXPECT_EQ(refusal(""), ErrorCode::NotACapture);
    EXPECT_EQ(refusal("\x89"
                      "DSP\r\n"),
              ErrorCode::NotACapture);
    EXPECT_EQ(refusal("RIFF0000WAVEfmt 00000000"), ErrorCode::NotACapture);
    EXPECT_EQ(refusal({"\x89"
                       "DSP\r\n\x1a\n\x02\0\0\0\0\0\0\0",
                       16}),
              ErrorCode::CaptureTooNew);
    EXPECT_EQ(CaptureReader::open("/nowhere/x.dsp").error().sys, ENOENT);
    EXPECT_EQ(CaptureReader::open("/").error().sys, EISDIR);
}

}  // namespace
}  // namespace dsproxy::capture_file::test

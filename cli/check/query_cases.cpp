// SPDX-License-Identifier: GPL-2.0-or-later
/// What a device tells about itself, and calls that it does not know.
#include "case.h"
#include "device.h"
#include "options.h"

namespace dsproxy::check {

namespace {

void version()
{
    const Device dsp(O_WRONLY);
    expect(between("OSS_GETVERSION", dsp.must(OSS_GETVERSION), 0x030000, 0x04ffff));
}

void capabilities()
{
    const Device dsp(O_WRONLY);
    const int caps = dsp.must(SNDCTL_DSP_GETCAPS);
    expect(eqHex("GETCAPS & DSP_CAP_TRIGGER", caps & DSP_CAP_TRIGGER, DSP_CAP_TRIGGER));
    if (!options().strict)
        return;
    constexpr int all = DSP_CAP_DUPLEX | DSP_CAP_TRIGGER | DSP_CAP_MMAP | DSP_CAP_REALTIME;
    expect(eqHex("GETCAPS & (DUPLEX|TRIGGER|MMAP|REALTIME)", caps & all, all));
#ifdef DSP_CAP_MULTI
    expect(eqHex("GETCAPS & DSP_CAP_MULTI", caps & DSP_CAP_MULTI, DSP_CAP_MULTI));
#endif
}

void blockSize()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 48000);
    const int block = dsp.must(SNDCTL_DSP_GETBLKSIZE);
    expect(eq("GETBLKSIZE against fragsize", block, dsp.ospace().fragsize));
    dsp.write(100);
    expect(eq("GETBLKSIZE after a write", dsp.must(SNDCTL_DSP_GETBLKSIZE), block));
}

void blockSizeFollowsFragment()
{
    const Device dsp(O_WRONLY);
    dsp.fragments(4, 11);
    expect(eq("GETBLKSIZE", dsp.must(SNDCTL_DSP_GETBLKSIZE), 2048));
}

void wrongDirection()
{
    audio_buf_info space{};
    const Device play(O_WRONLY);
    expect(
        fails("GETISPACE of a write-only open", play.call(SNDCTL_DSP_GETISPACE, &space), EINVAL));
    count_info count{};
    expect(fails("GETIPTR of a write-only open", play.call(SNDCTL_DSP_GETIPTR, &count), EINVAL));
}

void wrongDirectionOfCapture()
{
    audio_buf_info space{};
    const Device capture(O_RDONLY);
    expect(
        fails("GETOSPACE of a read-only open", capture.call(SNDCTL_DSP_GETOSPACE, &space), EINVAL));
    count_info count{};
    expect(fails("GETOPTR of a read-only open", capture.call(SNDCTL_DSP_GETOPTR, &count), EINVAL));
    expect(fails("GETODELAY of a read-only open", capture.get(SNDCTL_DSP_GETODELAY), EINVAL));
}

void unknownCalls()
{
    const Device dsp(O_WRONLY);
    const struct {
        const char* name;
        unsigned long cmd;
    } rows[] = {{"_IO('P', 200)", _IO('P', 200)},
                {"_IOWR('P', 127, int)", _IOWR('P', 127, int)},
                {"_IOR('P', 99, int)", _IOR('P', 99, int)},
                {"_IOW('M', 120, int)", _IOW('M', 120, int)}};
    for (const auto& row : rows) {
        const Answer answer = dsp.get(row.cmd);
        expect(options().strict ? fails(row.name, answer, EINVAL)
                                : fails(row.name, answer, {EINVAL, ENOTTY, ENXIO, EIO}));
    }
}

/// Same letter and number, another direction or size: another call.
void otherDirections()
{
    const Device dsp(O_WRONLY);
    dsp.must(SNDCTL_DSP_SPEED, 22050);
    int argument[4] = {11025, 0, 0, 0};
    const struct {
        const char* name;
        unsigned long cmd;
    } rows[] = {{"SPEED as _IOW", _IOW('P', 2, int)},
                {"SPEED as _IO", _IO('P', 2)},
                {"SPEED of a short", _IOWR('P', 2, short)},
                {"SPEED of 16 bytes", _IOWR('P', 2, int[4])},
                {"GETOSPACE as _IOWR", _IOWR('P', 12, audio_buf_info)}};
    for (const auto& row : rows)
        expect(fails(row.name, dsp.call(row.cmd, argument), {EINVAL, ENOTTY}));
    expect(eq("READ_RATE afterwards", dsp.must(SOUND_PCM_READ_RATE), 22050));
}

void mapBuffers()
{
    const Device dsp(O_WRONLY);
    buffmem_desc memory{};
    expect(fails("MAPOUTBUF", dsp.call(SNDCTL_DSP_MAPOUTBUF, &memory), {EINVAL, ENOTTY}));
    expect(fails("MAPINBUF", dsp.call(SNDCTL_DSP_MAPINBUF, &memory), {EINVAL, ENOTTY}));
}

void duplexSwitch()
{
    const Device dsp(O_RDWR);
    if (!(dsp.must(SNDCTL_DSP_GETCAPS) & DSP_CAP_DUPLEX))
        skip("no DSP_CAP_DUPLEX");
    expect(ok("SETDUPLEX", dsp.call(SNDCTL_DSP_SETDUPLEX)));
}

void nonblockCall()
{
    const Device dsp(O_WRONLY);
    expect(ok("SNDCTL_DSP_NONBLOCK", dsp.call(SNDCTL_DSP_NONBLOCK)));
    expect(eq("O_NONBLOCK in F_GETFL", ::fcntl(dsp.fd(), F_GETFL) & O_NONBLOCK, O_NONBLOCK));
    dsp.setNonblock(false);
    expect(eq("O_NONBLOCK after F_SETFL", ::fcntl(dsp.fd(), F_GETFL) & O_NONBLOCK, 0));
}

void fionread()
{
    const Device dsp(O_RDWR | O_NONBLOCK);
    dsp.read(std::size_t{64});
    int bytes = 0;
    const Answer answer = answerOf(::ioctl(dsp.fd(), FIONREAD, &bytes));
    const audio_buf_info space = dsp.ispace();
    if (answer.ok())
        expect(atMost("FIONREAD against GETISPACE right after it", bytes, space.bytes));
    else
        expect(fails("FIONREAD", answer, {EINVAL, ENOTTY}));
}

constexpr Case cases[] = {
    {"query/version", "OSS_GETVERSION", Kind::Common, version},
    {"query/capabilities", "SNDCTL_DSP_GETCAPS", Kind::Common, capabilities},
    {"query/block-size-is-the-fragment", "SNDCTL_DSP_GETBLKSIZE", Kind::Common, blockSize},
    {"query/block-size-follows-setfragment", "SNDCTL_DSP_GETBLKSIZE", Kind::Dsproxy,
     blockSizeFollowsFragment},
    {"query/capture-calls-on-playback-are-einval", "SNDCTL_DSP_GETISPACE", Kind::Common,
     wrongDirection},
    {"query/playback-calls-on-capture-are-einval", "SNDCTL_DSP_GETOSPACE", Kind::Common,
     wrongDirectionOfCapture},
    {"query/unknown-calls-are-refused", "unknown", Kind::Common, unknownCalls},
    {"query/other-directions-are-other-calls", "unknown", Kind::Dsproxy, otherDirections},
    {"query/mapoutbuf-is-refused", "SNDCTL_DSP_MAPOUTBUF", Kind::Common, mapBuffers},
    {"query/setduplex", "SNDCTL_DSP_SETDUPLEX", Kind::Common, duplexSwitch},
    {"query/nonblock-sets-the-file-flag", "SNDCTL_DSP_NONBLOCK", Kind::Common, nonblockCall},
    {"query/fionread-is-refused-or-right", "ioctl", Kind::Common, fionread},
};

}  // namespace

std::span<const Case> queryCases()
{
    return cases;
}

}  // namespace dsproxy::check

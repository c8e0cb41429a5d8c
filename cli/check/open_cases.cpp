// SPDX-License-Identifier: GPL-2.0-or-later
/// open() of a dsp: modes, flags, defaults, many at once.
#include "case.h"
#include "device.h"
#include "files.h"
#include "options.h"

#include <sys/stat.h>

#include <memory>
#include <vector>

namespace dsproxy::check {

namespace {

void writeOnly()
{
    Device dsp(O_WRONLY);
    expect(eq("F_GETFL & O_ACCMODE", ::fcntl(dsp.fd(), F_GETFL) & O_ACCMODE, O_WRONLY));
    char byte;
    expect(fails("read of a write-only open", dsp.read(&byte, 1), EBADF));
}

void readOnly()
{
    Device dsp(O_RDONLY);
    expect(eq("F_GETFL & O_ACCMODE", ::fcntl(dsp.fd(), F_GETFL) & O_ACCMODE, O_RDONLY));
    expect(fails("write to a read-only open", dsp.write(1), EBADF));
}

void readWrite()
{
    Device dsp(O_RDWR);
    expect(eq("F_GETFL & O_ACCMODE", ::fcntl(dsp.fd(), F_GETFL) & O_ACCMODE, O_RDWR));
}

void flagsAreKept()
{
    Device blocking(O_WRONLY);
    expect(eq("O_NONBLOCK", ::fcntl(blocking.fd(), F_GETFL) & O_NONBLOCK, 0));
    expect(eq("FD_CLOEXEC", ::fcntl(blocking.fd(), F_GETFD) & FD_CLOEXEC, 0));
    blocking.close();
    Device other(O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    expect(eq("O_NONBLOCK", ::fcntl(other.fd(), F_GETFL) & O_NONBLOCK, O_NONBLOCK));
    expect(eq("FD_CLOEXEC", ::fcntl(other.fd(), F_GETFD) & FD_CLOEXEC, FD_CLOEXEC));
}

void defaults()
{
    Device dsp(O_WRONLY);
    expect(eqHex("format", dsp.must(SNDCTL_DSP_SETFMT, AFMT_QUERY), AFMT_U8));
    expect(eq("channels", dsp.must(SOUND_PCM_READ_CHANNELS), 1));
    expect(eq("rate", dsp.must(SOUND_PCM_READ_RATE), 8000));
}

void everyOpenIsFresh()
{
    {
        Device dsp(O_WRONLY);
        dsp.params(AFMT_S16_LE, 2, 44100);
        dsp.fragments(4, 10);
        dsp.hold();
        dsp.write(100);
    }
    defaults();
    Device dsp(O_WRONLY);
    expect(
        eq("GETTRIGGER", dsp.must(SNDCTL_DSP_GETTRIGGER) & PCM_ENABLE_OUTPUT, PCM_ENABLE_OUTPUT));
    expect(eq("GETODELAY", dsp.odelay(), 0));
    expect(eq("GETOPTR bytes", dsp.optr().bytes, 0));
}

void fileFlagsAreHarmless()
{
    for (const int flags : {O_CREAT, O_TRUNC, O_APPEND, O_CREAT | O_TRUNC | O_APPEND, O_NOCTTY}) {
        Device dsp(options().device, O_WRONLY | flags);
        require(ok("open", dsp.opened()));
        dsp.fragments(4, 10);
        expect(returns("write", dsp.write(512), 512));
    }
    expectCharacterDevice(options().device);
}

void creatCall()
{
    const Answer answer = answerOf(::creat(options().device.c_str(), 0666));
    require(ok("creat()", answer));
    Device dsp = Device::adopt(static_cast<int>(answer.result));
    expect(ok("SNDCTL_DSP_GETFMTS", dsp.get(SNDCTL_DSP_GETFMTS)));
    expectCharacterDevice(options().device);
}

void createExclusive()
{
    const Device dsp(options().device, O_WRONLY | O_CREAT | O_EXCL);
    expect(fails("open with O_CREAT|O_EXCL", dsp.opened(), EEXIST));
}

void directoryFlag()
{
    const Device dsp(options().device, O_RDONLY | O_DIRECTORY);
    expect(fails("open with O_DIRECTORY", dsp.opened(), ENOTDIR));
}

void exclusiveIsBusy()
{
    Device first(O_WRONLY);
    const Device second(options().device, O_WRONLY | O_EXCL);
    expect(fails("second open, with O_EXCL", second.opened(), EBUSY));
    first.close();
    const Device alone(options().device, O_WRONLY | O_EXCL);
    expect(ok("the only open, with O_EXCL", alone.opened()));
}

void thousandOpens()
{
    const int before = openFds();
    for (int i = 0; i < 1000; ++i) {
        const int fd = ::open(options().device.c_str(), O_WRONLY);
        if (fd < 0)
            return require(ok("open number " + std::to_string(i + 1), answerOf(fd)));
        if (::close(fd) != 0)
            return require(ok("close number " + std::to_string(i + 1), answerOf(-1)));
    }
    expect(eq("open fds of the program afterwards", openFds(), before));
}

std::vector<std::unique_ptr<Device>> manyOpens(int count)
{
    std::vector<std::unique_ptr<Device>> many;
    for (int i = 0; i < count; ++i)
        many.push_back(std::make_unique<Device>(O_WRONLY));
    return many;
}

void twentyFourAtOnce()
{
    const auto many = manyOpens(24);
    for (std::size_t i = 0; i < many.size(); ++i) {
        many[i]->fragments(4, 10);
        expect(returns("write to open " + std::to_string(i + 1), many[i]->write(1024), 1024));
    }
}

void settingsArePerOpen()
{
    const auto many = manyOpens(3);
    const struct {
        int format, channels, rate;
    } wanted[] = {{AFMT_U8, 1, 11025}, {AFMT_S16_LE, 2, 44100}, {AFMT_S16_BE, 1, 48000}};
    for (int i = 0; i < 3; ++i)
        many[i]->params(wanted[i].format, wanted[i].channels, wanted[i].rate);
    for (int i = 0; i < 3; ++i) {
        expect(eqHex("format", many[i]->must(SNDCTL_DSP_SETFMT, AFMT_QUERY), wanted[i].format));
        expect(eq("channels", many[i]->must(SOUND_PCM_READ_CHANNELS), wanted[i].channels));
        expect(between("rate", many[i]->must(SOUND_PCM_READ_RATE), wanted[i].rate * 9 / 10,
                       wanted[i].rate * 11 / 10));
    }
}

void dataArePerOpen()
{
    Device first(O_WRONLY);
    Device second(O_WRONLY);
    first.hold();
    second.hold();
    first.write(300);
    second.write(200);
    expect(eq("GETODELAY of the first", first.odelay(), 300));
    first.call(SNDCTL_DSP_RESET);
    expect(eq("GETODELAY of the second after RESET of the first", second.odelay(), 200));
}

constexpr Case cases[] = {
    {"open/write-only", "open", Kind::Common, writeOnly},
    {"open/read-only", "open", Kind::Common, readOnly},
    {"open/read-write", "open", Kind::Common, readWrite},
    {"open/nonblock-and-cloexec-are-kept", "open", Kind::Common, flagsAreKept},
    {"open/defaults-are-u8-8000-mono", "open", Kind::Common, defaults},
    {"open/every-open-is-fresh", "open", Kind::Common, everyOpenIsFresh},
    {"open/creat-trunc-append-are-harmless", "open", Kind::Common, fileFlagsAreHarmless},
    {"open/creat-call-opens-it", "open", Kind::Common, creatCall},
    {"open/o-creat-o-excl-is-eexist", "open", Kind::Common, createExclusive},
    {"open/o-directory-is-enotdir", "open", Kind::Common, directoryFlag},
    {"open/o-excl-second-open-is-ebusy", "open", Kind::Dsproxy, exclusiveIsBusy},
    {"open/thousand-opens-and-closes", "open", Kind::Common, thousandOpens},
    {"open/twenty-four-at-once", "open", Kind::Common, twentyFourAtOnce},
    {"open/settings-are-per-open", "open", Kind::Common, settingsArePerOpen},
    {"open/queued-data-are-per-open", "open", Kind::Dsproxy, dataArePerOpen},
};

}  // namespace

std::span<const Case> openCases()
{
    return cases;
}

}  // namespace dsproxy::check

// SPDX-License-Identifier: GPL-2.0-or-later
/// Calls for files and pipes on a dsp: refused as a character device does, never swallowed.
#include "case.h"
#include "device.h"
#include "files.h"
#include "options.h"

#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#ifdef __linux__
#include <sys/sendfile.h>
#endif

namespace dsproxy::check {

namespace {

Device heldDsp(int flags)
{
    Device dsp(flags);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.hold();
    return dsp;
}

/// Nothing of what was tried has reached the queue.
void expectNothingQueued(const Device& dsp, Place place = Place::current())
{
    expect(eq("GETODELAY", dsp.odelay(place), 0), place);
}

void seek()
{
    const Device dsp(O_WRONLY);
    for (const int whence : {SEEK_SET, SEEK_CUR, SEEK_END})
        expect(fails("lseek", answerOf(::lseek(dsp.fd(), 0, whence)), ESPIPE));
}

void positioned()
{
    const Device dsp = heldDsp(O_RDWR);
    char data[64] = {};
    iovec part{data, sizeof data};
    expect(fails("pwrite", answerOf(::pwrite(dsp.fd(), data, sizeof data, 0)), ESPIPE));
    expect(fails("pread", answerOf(::pread(dsp.fd(), data, sizeof data, 0)), ESPIPE));
    expect(fails("pwritev", answerOf(::pwritev(dsp.fd(), &part, 1, 0)), ESPIPE));
    expect(fails("preadv", answerOf(::preadv(dsp.fd(), &part, 1, 0)), ESPIPE));
    expectNothingQueued(dsp);
}

#ifdef __linux__

void currentPosition()
{
    const Device dsp = heldDsp(O_WRONLY);
    char data[64] = {};
    iovec part{data, sizeof data};
    expect(returns("pwritev2 at offset -1", answerOf(::pwritev2(dsp.fd(), &part, 1, -1, 0)), 64));
    expect(eq("GETODELAY", dsp.odelay(), 64));
}

int fileOfZeros(const TempDir& dir, int bytes)
{
    const int file = ::open(dir.path("zeros").c_str(), O_RDWR | O_CREAT | O_TRUNC, 0600);
    require(ok("ftruncate", answerOf(::ftruncate(file, bytes))));
    return file;
}

void sendFile()
{
    const TempDir dir;
    const Device dsp = heldDsp(O_WRONLY);
    const int file = fileOfZeros(dir, 1000);
    off_t offset = 0;
    const Answer answer = answerOf(::sendfile(dsp.fd(), file, &offset, 1000));
    ::close(file);
    if (options().strict || !answer.ok())
        expect(fails("sendfile to the dsp", answer, EINVAL));
    expect(eq("GETODELAY", static_cast<long>(dsp.odelay()), answer.ok() ? answer.result : 0));
}

void sendFileFromIt()
{
    const TempDir dir;
    const Device dsp(O_RDONLY);
    const int file = fileOfZeros(dir, 0);
    const Answer answer = answerOf(::sendfile(file, dsp.fd(), nullptr, 1000));
    ::close(file);
    if (options().strict || !answer.ok())
        expect(fails("sendfile from the dsp", answer, {EINVAL, ESPIPE}));
}

void spliceIntoIt()
{
    const Device dsp = heldDsp(O_WRONLY);
    int ends[2];
    char data[500] = {};
    require(ok("pipe", answerOf(::pipe(ends))));
    require(returns("write to the pipe", answerOf(::write(ends[1], data, sizeof data)), 500));
    const Answer answer =
        answerOf(::splice(ends[0], nullptr, dsp.fd(), nullptr, sizeof data, SPLICE_F_NONBLOCK));
    if (options().strict || !answer.ok())
        expect(fails("splice to the dsp", answer, EINVAL));
    expect(eq("GETODELAY", static_cast<long>(dsp.odelay()), answer.ok() ? answer.result : 0));
    ::close(ends[0]);
    ::close(ends[1]);
}

void spliceFromIt()
{
    const Device dsp(O_RDONLY);
    int ends[2];
    require(ok("pipe", answerOf(::pipe(ends))));
    const Answer answer =
        answerOf(::splice(dsp.fd(), nullptr, ends[1], nullptr, 256, SPLICE_F_NONBLOCK));
    if (options().strict || !answer.ok())
        expect(fails("splice from the dsp", answer, {EINVAL, EAGAIN}));
    ::close(ends[0]);
    ::close(ends[1]);
}

void copyRange()
{
    const TempDir dir;
    const Device dsp = heldDsp(O_WRONLY);
    const int file = fileOfZeros(dir, 1000);
    expect(fails("copy_file_range",
                 answerOf(::copy_file_range(file, nullptr, dsp.fd(), nullptr, 1000, 0)),
                 {EINVAL, EXDEV, EISDIR, EBADF}));
    ::close(file);
    expectNothingQueued(dsp);
}

void pipeCalls()
{
    const Device dsp = heldDsp(O_RDWR);
    char data[64] = {};
    iovec part{data, sizeof data};
    int ends[2];
    require(ok("pipe", answerOf(::pipe(ends))));
    expect(
        fails("tee to the dsp", answerOf(::tee(ends[0], dsp.fd(), 64, SPLICE_F_NONBLOCK)), EINVAL));
    expect(fails("vmsplice", answerOf(::vmsplice(dsp.fd(), &part, 1, SPLICE_F_NONBLOCK)),
                 {EBADF, EINVAL}));
    expect(fails("F_GETPIPE_SZ", answerOf(::fcntl(dsp.fd(), F_GETPIPE_SZ)), EBADF));
    ::close(ends[0]);
    ::close(ends[1]);
    expectNothingQueued(dsp);
}

#endif

void syncCalls()
{
    const Device dsp(O_WRONLY);
    expect(fails("fsync", answerOf(::fsync(dsp.fd())), EINVAL));
    expect(fails("fdatasync", answerOf(::fdatasync(dsp.fd())), EINVAL));
}

void truncateCalls()
{
    const Device dsp(O_WRONLY);
    expect(fails("ftruncate", answerOf(::ftruncate(dsp.fd(), 0)), EINVAL));
    expect(fails("posix_fallocate", {-1, ::posix_fallocate(dsp.fd(), 0, 4096), 0},
                 {ENODEV, ESPIPE, EOPNOTSUPP, EINVAL}));
}

void locks()
{
    const Device dsp(O_WRONLY);
    expect(ok("flock", answerOf(::flock(dsp.fd(), LOCK_EX | LOCK_NB))));
    expect(ok("flock LOCK_UN", answerOf(::flock(dsp.fd(), LOCK_UN))));
}

void socketCalls()
{
    const Device dsp = heldDsp(O_RDWR);
    char data[64] = {};
    expect(fails("send", answerOf(::send(dsp.fd(), data, sizeof data, MSG_DONTWAIT)), ENOTSOCK));
    expect(fails("recv", answerOf(::recv(dsp.fd(), data, sizeof data, MSG_DONTWAIT)), ENOTSOCK));
    expect(fails("shutdown", answerOf(::shutdown(dsp.fd(), SHUT_RDWR)), ENOTSOCK));
    expectNothingQueued(dsp);
    const int fragment = dsp.ospace().fragsize;
    expect(returns("write afterwards", dsp.write(static_cast<std::size_t>(fragment)), fragment));
    dsp.triggerOn(PCM_ENABLE_OUTPUT);
    expect(ok("SYNC afterwards", dsp.call(SNDCTL_DSP_SYNC)));
}

constexpr Case cases[] = {
    {"file/lseek-is-espipe", "lseek", Kind::Common, seek},
    {"file/pread-and-pwrite-are-espipe", "lseek", Kind::Common, positioned},
    {"file/fsync-is-einval", "fsync", Kind::Common, syncCalls},
    {"file/ftruncate-is-einval", "ftruncate", Kind::Common, truncateCalls},
    {"file/flock-works", "flock", Kind::Common, locks},
    {"file/socket-calls-are-enotsock", "stat", Kind::Common, socketCalls},
#ifdef __linux__
    {"file/pwritev2-at-the-position", "write", Kind::Dsproxy, currentPosition},
    {"file/sendfile-to-it", "sendfile", Kind::Dsproxy, sendFile},
    {"file/sendfile-from-it", "sendfile", Kind::Common, sendFileFromIt},
    {"file/splice-to-it", "sendfile", Kind::Dsproxy, spliceIntoIt},
    {"file/splice-from-it", "sendfile", Kind::Common, spliceFromIt},
    {"file/copy-file-range", "sendfile", Kind::Dsproxy, copyRange},
    {"file/pipe-calls", "sendfile", Kind::Dsproxy, pipeCalls},
#endif
};

}  // namespace

std::span<const Case> fileCallCases()
{
    return cases;
}

}  // namespace dsproxy::check

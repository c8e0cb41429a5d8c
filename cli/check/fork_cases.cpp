// SPDX-License-Identifier: GPL-2.0-or-later
/// One open in several processes: fork(), and passing the fd to another program.
#include "case.h"
#include "child.h"
#include "device.h"

#include <sys/socket.h>

#include <cstring>

namespace dsproxy::check {

namespace {

/// Held: 64 KiB of S16 stereo, nothing plays.
Device heldDsp(int flags = O_WRONLY)
{
    Device dsp(flags);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(16, 12);
    dsp.hold();
    return dsp;
}

void childWrites()
{
    const Device dsp = heldDsp();
    dsp.write(100);
    Child child([&] { expect(returns("write of the child", dsp.write(1000), 1000)); });
    child.expectDone();
    expect(eq("GETODELAY", dsp.odelay(), 1100));
    expect(returns("write of the parent", dsp.write(10), 10));
    expect(eq("GETODELAY", dsp.odelay(), 1110));
}

void childSets()
{
    const Device dsp(O_WRONLY);
    Child child([&] { dsp.params(AFMT_S16_LE, 2, 44100); });
    child.expectDone();
    expect(
        eqHex("format that the child set", dsp.must(SNDCTL_DSP_SETFMT, AFMT_QUERY), AFMT_S16_LE));
    expect(eq("channels that the child set", dsp.must(SOUND_PCM_READ_CHANNELS), 2));
}

/// Both write at once, in odd pieces; not a byte may be lost or counted twice.
void bothWrite()
{
    const Device dsp = heldDsp();
    const auto writeMany = [&](std::size_t size) {
        for (int i = 0; i < 200; ++i)
            require(returns("write", dsp.write(size), static_cast<long>(size)));
    };
    Child child([&] { writeMany(101); });
    writeMany(77);
    child.expectDone();
    expect(eq("GETODELAY", dsp.odelay(), 200 * 101 + 200 * 77));
}

void bothPlay()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(4, 10);
    Child child([&] { require(returns("blocking write of the child", dsp.write(20000), 20000)); });
    expect(returns("blocking write of the parent", dsp.write(20000), 20000));
    child.expectDone();
    expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
    expect(eq("GETOPTR bytes", dsp.optr().bytes, 40000));
}

/// A close that is not the last neither waits nor stops anything.
void childCloses()
{
    Device dsp(O_WRONLY);
    dsp.must(SNDCTL_DSP_SPEED, 8000);
    dsp.fragments(16, 11);
    dsp.write(32000);
    const Stopwatch watch;
    Child closer([&] { return ::close(dsp.fd()) == 0 ? 0 : 1; });
    closer.expectDone(3);
    Child leaver([] {});
    leaver.expectDone(3);
    expect(atMost("seconds of two ends with 4 s queued", watch.seconds(), 3.0));
    expect(atLeast("GETODELAY: it still plays", dsp.odelay(), 1));
    dsp.call(SNDCTL_DSP_RESET);
    expect(returns("write afterwards", dsp.write(100), 100));
}

void parentClosesFirst()
{
    Device dsp(O_WRONLY);
    dsp.must(SNDCTL_DSP_SPEED, 8000);
    dsp.fragments(16, 10);
    dsp.write(2400);
    Child child([&] {
        sleepMs(50);
        require(returns("write of the child", dsp.write(800), 800));
        require(ok("SYNC of the child", dsp.call(SNDCTL_DSP_SYNC)));
        require(eq("GETODELAY of the child", dsp.odelay(), 0));
    });
    const Stopwatch watch;
    expect(ok("close of the parent", dsp.close()));
    expect(atMost("seconds of a close that is not the last", watch.seconds(), 3.0));
    child.expectDone();
}

/// `cat song > /dev/dsp && echo done`: the end of a program is a close.
void exitDrains()
{
    const Stopwatch watch;
    Child child([] {
        const Device dsp(O_WRONLY);
        dsp.must(SNDCTL_DSP_SPEED, 8000);
        dsp.fragments(16, 10);
        dsp.write(3200);
        ::_exit(0);
    });
    child.expectDone();
    expect(
        between("seconds of a program that exits with 0.4 s queued", watch.seconds(), 0.32, 9.0));
    const Device dsp(O_WRONLY);
    expect(returns("write of the next open", dsp.write(8), 8));
}

/// Sends FD over SOCKET.
bool sendFd(int socket, int fd)
{
    char byte = 'x';
    iovec part{&byte, 1};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(header), &fd, sizeof fd);
    return ::sendmsg(socket, &message, 0) == 1;
}

int receiveFd(int socket)
{
    char byte;
    iovec part{&byte, 1};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    int fd = -1;
    if (::recvmsg(socket, &message, 0) == 1 && CMSG_FIRSTHDR(&message))
        std::memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof fd);
    return fd;
}

void passedOn()
{
    int ends[2];
    require(ok("socketpair", answerOf(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends))));
    Child child([&] {
        const int fd = receiveFd(ends[1]);
        require(atLeast("received fd", fd, 0));
        Device dsp = Device::adopt(fd);
        require(eqHex("format of the received fd", dsp.must(SNDCTL_DSP_SETFMT, AFMT_QUERY),
                      AFMT_S16_LE));
        require(returns("write to the received fd", dsp.write(1000), 1000));
        dsp.release();  // or its end would drop what it wrote
    });
    const Device dsp = heldDsp();
    require(isTrue("SCM_RIGHTS is sent", sendFd(ends[0], dsp.fd())));
    child.expectDone();
    const Stopwatch watch;
    while (dsp.odelay() != 1000 && watch.seconds() < 2)
        sleepMs(20);
    expect(eq("GETODELAY of the sender", dsp.odelay(), 1000));
}

void childInheritsOnly()
{
    Child child([] {
        Device dsp(O_WRONLY);
        dsp.fragments(4, 10);
        Child grandchild([&] { require(returns("write of the grandchild", dsp.write(64), 64)); });
        grandchild.expectDone();
        dsp.call(SNDCTL_DSP_RESET);
    });
    child.expectDone();
}

constexpr const char* rule = "fork";

constexpr Case cases[] = {
    {"fork/child-writes", rule, Kind::Dsproxy, childWrites},
    {"fork/child-sets-the-format", rule, Kind::Common, childSets},
    {"fork/both-write-to-the-byte", rule, Kind::Dsproxy, bothWrite},
    {"fork/both-play", rule, Kind::Dsproxy, bothPlay},
    {"fork/close-of-the-child-changes-nothing", rule, Kind::Common, childCloses},
    {"fork/close-of-the-parent-changes-nothing", rule, Kind::Common, parentClosesFirst},
    {"fork/exit-plays-the-rest", "close", Kind::Common, exitDrains},
    {"fork/open-in-a-child", rule, Kind::Common, childInheritsOnly},
    {"fork/passed-by-scm-rights", rule, Kind::Dsproxy, passedOn},
};

}  // namespace

std::span<const Case> forkCases()
{
    return cases;
}

}  // namespace dsproxy::check

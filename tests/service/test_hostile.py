# SPDX-License-Identifier: GPL-2.0-or-later
"""Clients that mean no good, or are broken: the service serves on, and keeps nothing of them."""

import contextlib
import fcntl
import mmap
import os
import socket
import struct
import threading

import pytest

import processes
from bus import BusError
from session import end, finish

pytestmark = pytest.mark.limit(120)

HELLO, WELCOME, REFUSED = 1, 2, 3
NAN, HUGE = float("nan"), float("1e300")


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def threads(pid):
    return len(os.listdir(f"/proc/{pid}/task"))


@pytest.fixture
def victim(service):
    """The service; afterwards it must be as it was before."""
    pid = service.service.pid
    finish(service.play(0.3))  # its sink stays
    service.wait_for_streams(0)
    before = descriptors(pid), threads(pid)
    yield service
    assert service.service.poll() is None
    finish(service.play(0.3))
    service.wait_for_streams(0)

    def same():
        return (descriptors(pid), threads(pid)) <= before
    assert processes.until(same), (before, descriptors(pid), threads(pid))
    assert service.stop_service()[0] == 0


GARBAGE = [
    ("NoSuchMethod", ""),
    ("SetRoute", ""),
    ("SetRoute", "s", "x"),
    ("SetRoute", "uas", 4711, 1, "null"),
    ("SetLevel", "uddb", 4711, 1.0, 1.0, 0),
    ("SetLevel", "sddb", "x", 1.0, 1.0, 0),
    ("StartRecording", "a{sv}", 1, "kind", "s", "nonsense"),
    ("StartRecording", "a{sv}", 1, "kind", "s", "null"),
    ("StartRecording", "a{sv}", 1, "kind", "s", "stdout"),
    ("StartRecording", "a{sv}", 1, "streams", "as", 1, "x"),
    ("StartRecording", "a{sv}", 1, "limit_length", "d", HUGE),
    ("StartRecording", "a{sv}", 1, "limit_length", "d", NAN),
    ("StartRecording", "a{sv}", 1, "split_every", "d", NAN),
    ("StartRecording", "a{sv}", 1, "limit_size", "t", 2 ** 64 - 1),
    ("ControlRecording", "us", 4711, "stop"),
    ("ControlRecording", "us", 1, "explode"),
    ("OpenLog", ""),
]


@pytest.mark.parametrize("call", GARBAGE, ids=lambda call: "-".join(map(str, call)))
def test_garbage_is_refused(victim, call):
    with victim.bus() as bus, pytest.raises(BusError) as error:
        bus.call(*call)
    assert error.value.name
    assert victim.recordings() == []


def test_a_volume_that_is_none_is_refused(victim):
    program = victim.play()
    stream, = victim.wait_for_sound(1)
    with victim.bus() as bus:
        for left, right in ((NAN, 1.0), (1.0, NAN), (-1.0, 1.0), (1.0, HUGE)):
            with pytest.raises(BusError):
                bus.call("SetLevel", "uddb", stream["id"], left, right, 0)
    stream, = victim.streams()
    assert (stream["left"], stream["right"]) == (1.0, 1.0)
    end(program)


def test_a_thousand_calls(victim):
    with victim.bus() as bus:
        for number in range(1000):
            bus.call(("ListStreams", "ListSinks", "ListRecordings", "ListDevices")[number % 4])


def test_a_thousand_connections_come_and_go(victim):
    for _ in range(1000):
        with victim.bus() as bus:
            bus.call("ListStreams")


def attach(bus):
    return socket.socket(fileno=bus.call("Attach", answer="h")[0])


def test_a_thousand_who_attach_and_leave(victim):
    with victim.bus() as bus:
        for _ in range(1000):
            attach(bus).close()


def test_many_who_attach_and_say_nothing(victim):
    """As many as it takes; those who come later are refused, and who plays is heard."""
    program = victim.play()
    victim.wait_for_sound(1)
    with victim.bus() as bus, contextlib.ExitStack() as held:
        for _ in range(1000):
            with contextlib.suppress(BusError):
                held.enter_context(attach(bus))
        bus.call("ListStreams")
        victim.wait_for_sound(1)
    end(program)


def test_a_thousand_logs_that_nobody_reads(victim):
    with victim.bus() as bus:
        for _ in range(1000):
            for fd in bus.call("OpenLog", "b", 1, answer="hh"):
                os.close(fd)


def test_many_logs_that_are_kept(victim):
    with victim.bus() as bus, contextlib.ExitStack() as held:
        for _ in range(1000):
            with contextlib.suppress(BusError):
                for fd in bus.call("OpenLog", "b", 1, answer="hh"):
                    held.callback(os.close, fd)
        bus.call("ListStreams")
        finish(victim.play(0.2))


def say(link, kind, body=b"", fds=(), length=None):
    head = struct.pack("<II", kind, len(body) if length is None else length)
    socket.send_fds(link, [head + body], list(fds))


def hello(low=1, high=1):
    return struct.pack("<IIIi", low, high, 256, os.getpid())


def ended(link):
    """The service hangs up; what it said before."""
    link.settimeout(20)
    said = b""
    with contextlib.suppress(ConnectionResetError):
        while piece := link.recv(4096):
            said += piece
    return said


SEALS = 0x1 | 0x2 | 0x4  # SEAL, SHRINK, GROW
F_ADD_SEALS = 1033


def ring(content=b"", size=8192 + 65536, seals=SEALS):
    """Memory as a launcher gives it: a page of each side, then records."""
    fd = os.memfd_create("ring", os.MFD_ALLOW_SEALING)
    os.truncate(fd, size)
    os.pwrite(fd, content, 0)
    if seals:
        fcntl.fcntl(fd, F_ADD_SEALS, seals)
    return fd


def producer(head, capacity=65536, magic=0x4b4c7364, records=b""):
    """The launcher's page, and what it has written."""
    page = struct.pack("<IIQQ", magic, 0, capacity, head)
    return page.ljust(8192, b"\0") + records


def record(kind, stream, body, length=None):
    prefix = struct.pack("<IIIIQ", len(body) if length is None else length, kind, stream, 0, 0)
    return (prefix + body).ljust((len(prefix) + len(body) + 7) // 8 * 8, b"\0")


EVENT, HEARD = 1, 2
NONSENSE = os.urandom(4096)
RINGS = {
    "empty": lambda: ring(size=0),
    "small": lambda: ring(size=8192),
    "odd": lambda: ring(size=8192 + 100),
    "unsealed": lambda: ring(producer(0), seals=0),
    "no-magic": lambda: ring(producer(0, magic=0)),
    "another-capacity": lambda: ring(producer(0, capacity=1 << 40)),
    "head-beyond": lambda: ring(producer(1 << 60)),
    "random": lambda: ring(producer(4096, records=NONSENSE)),
    "long-body": lambda: ring(producer(64, records=record(EVENT, 1, b"", length=2 ** 32 - 1))),
    "pcm-of-nobody": lambda: ring(producer(32, records=record(HEARD, 9, bytes(8)))),
    "cut-event": lambda: ring(producer(32, records=record(EVENT, 1, bytes(8)))),
    "random-event": lambda: ring(producer(280, records=record(EVENT, 1, NONSENSE[:256]))),
}


@pytest.mark.parametrize("name", RINGS)
def test_a_ring_of_nonsense(victim, name):
    with victim.bus() as bus:
        for _ in range(20):
            link = attach(bus)
            fds = [RINGS[name](), os.eventfd(0)]
            say(link, HELLO, hello(), fds)
            for fd in fds:
                os.close(fd)
            link.shutdown(socket.SHUT_WR)
            ended(link)
            link.close()


@pytest.mark.parametrize("bell", ["/dev/zero", "/dev/null", "/etc/passwd", "pipe"])
def test_a_doorbell_that_is_none(victim, bell):
    """It may always ring, or keep whoever reads it: the service ends it, or ends in spite of it."""
    with victim.bus() as bus:
        link = attach(bus)
        if bell == "pipe":
            read, write = os.pipe()
            os.write(write, b"x")
        else:
            read = write = os.open(bell, os.O_RDONLY)
        say(link, HELLO, hello(), [ring(producer(0)), read])
        assert link.recv(4096)[:4] == struct.pack("<I", WELCOME)
        finish(victim.play(0.2))
        link.close()
        os.close(read)
        if write != read:
            os.close(write)


HELLOS = {
    "nothing": lambda link: link.send(b"x"),
    "short": lambda link: say(link, HELLO, b"", length=400),
    "long": lambda link: link.send(bytes(4000)),
    "another-kind": lambda link: say(link, 4711, hello()),
    "without-descriptors": lambda link: say(link, HELLO, hello()),
    "one-descriptor": lambda link: say(link, HELLO, hello(), [0]),
    "many-descriptors": lambda link: say(link, HELLO, hello(), [0] * 50),
    "random": lambda link: link.send(os.urandom(64)),
}


@pytest.mark.parametrize("name", HELLOS)
def test_a_hello_of_nonsense_a_thousand_times(victim, name):
    with victim.bus() as bus:
        for _ in range(1000 if name == "nothing" else 100):
            with attach(bus) as link:
                HELLOS[name](link)
                assert ended(link) == b""


def test_versions_that_nobody_speaks_are_refused(victim):
    with victim.bus() as bus, attach(bus) as link:
        say(link, HELLO, hello(99, 99), [0, 0])
        answer = ended(link)
    assert struct.unpack("<II", answer[:8]) == (REFUSED, len(answer) - 8)
    low, high = struct.unpack("<II", answer[8:16])
    assert 1 <= low <= high < 99


def test_a_later_launcher_that_speaks_ours_too_is_welcome(victim):
    with victim.bus() as bus, attach(bus) as link:
        fds = [ring(producer(0)), os.eventfd(0)]
        say(link, HELLO, hello(1, 99) + b"what we do not know yet", fds)
        for fd in fds:
            os.close(fd)
        assert struct.unpack("<III", link.recv(4096)[:12]) == (WELCOME, 4, 1)


def test_messages_of_nonsense_after_the_welcome(victim):
    with victim.bus() as bus:
        for body in (b"x", bytes(4000), os.urandom(64), struct.pack("<II", 4711, 0)):
            with attach(bus) as link:
                fds = [ring(producer(0)), os.eventfd(0)]
                say(link, HELLO, hello(), fds)
                for fd in fds:
                    os.close(fd)
                link.recv(4096)
                link.send(body)
                link.shutdown(socket.SHUT_WR)
                ended(link)


def write_for_ever(fd, pause):
    """Keeps the ring full of records that nobody knows."""
    size, kind = 65536, 99
    memory = mmap.mmap(fd, 8192 + size)
    memory[8192:] = record(kind, 0, bytes(8)) * (size // 32)
    while not pause.is_set():
        tail, = struct.unpack_from("<Q", memory, 4096)
        struct.pack_into("<Q", memory, 16, tail + size)


def test_a_launcher_that_never_pauses_does_not_keep_it_from_ending(service):
    pause = threading.Event()
    with service.bus() as bus, attach(bus) as link:
        fds = [ring(producer(0)), os.eventfd(0)]
        say(link, HELLO, hello(), fds)
        link.recv(4096)
        writer = threading.Thread(target=write_for_ever, args=(fds[0], pause))
        writer.start()
        try:
            os.eventfd_write(fds[1], 1)
            finish(service.play(0.2))
            code, _ = service.stop_service()
        finally:
            pause.set()
            writer.join()
            for fd in fds:
                os.close(fd)
    assert code == 0

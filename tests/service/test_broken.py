# SPDX-License-Identifier: GPL-2.0-or-later
"""Services, launchers and programs that are killed, frozen, or of another version: the rest plays
on, and what was recorded stays."""

import json
import os
import signal
import socket
import struct
import time

import pytest

import processes
from box import client
from oss import S32_LE
from session import end, finish
from sound import convert, ramp, sox_decode

pytestmark = pytest.mark.limit(90)

RATE = 44100
REFUSED = 3

# Plays SECONDS of frames that count, 1.5 MB of them a second.
WIDE_PLAYER = f"""
import struct, sys
from oss import dsp, play
fd = dsp(afmt={S32_LE}, channels=8, rate=48000)
for second in range(int(sys.argv[1])):
    play(fd, b"".join(struct.pack("<I", frame) * 8
                      for frame in range(second * 48000 + 1, second * 48000 + 48001)))
"""


def log(service):
    """The events, the oldest first."""
    return [json.loads(line) for line in service.tell("log", "--format", "json").splitlines()]


def test_programs_play_on_when_it_is_killed(service):
    begin = time.monotonic()
    programs = [service.play(4) for _ in range(3)]
    service.wait_for_sound(3)
    service.kill_service()
    finish(*programs)
    assert time.monotonic() - begin >= 3.8


def test_streams_show_up_again_in_a_new_one(service):
    programs = [service.play() for _ in range(2)]
    service.wait_for_sound(2)
    for _ in range(3):
        service.kill_service()
        service.start_service()
        for stream in service.wait_for_sound(2):
            assert stream["path"].endswith("/ramp") and stream["rate"] == RATE
    end(*programs)
    service.wait_for_streams(0)


def test_the_bus_starts_a_new_one_for_them(service):
    service.activate()
    program = service.play()
    service.wait_for_sound(1)
    service.kill_service()
    service.wait_for_sound(1)
    end(program)


def test_what_was_recorded_before_it_was_killed_stays(service):
    music = service.box / "music"
    service.tell("record", "--format", "wav", "--folder", music)
    program = service.play()
    service.wait_for_streams(1, lambda stream: stream["frames"] > 3 * RATE)
    service.kill_service()
    file, = music.iterdir()
    heard = sox_decode(file)
    assert len(heard) // 4 >= 2 * RATE, "more than the last second is missing"
    assert heard == ramp(len(heard) // 4)
    end(program)


def freeze(service, seconds):
    service.service.send_signal(signal.SIGSTOP)
    time.sleep(seconds)
    service.service.send_signal(signal.SIGCONT)


def test_frozen_for_a_while_it_loses_nothing_of_a_cd(service):
    music = service.box / "music"
    service.tell("record", "--format", "wav", "--folder", music)
    begin = time.monotonic()
    program = service.play(5)
    service.wait_for_sound(1)
    freeze(service, 3)
    finish(program)
    assert time.monotonic() - begin >= 4.8
    service.wait_for_streams(0)
    assert not [event for event in log(service) if event["kind"] in ("overrun", "gap")]
    service.stop_service()
    file, = music.iterdir()
    assert sox_decode(file) == ramp(5 * RATE)


def frames_of(raw):
    """Numbers of the frames; all eight samples of each must be the same."""
    samples = struct.unpack(f"<{len(raw) // 4}I", raw)
    frames = samples[::8]
    for channel in range(1, 8):
        assert samples[channel::8] == frames
    return frames


def test_frozen_for_longer_than_there_is_room_it_counts_what_is_lost(service):
    music = service.box / "music"
    service.tell("record", "--format", "wav", "--folder", music)
    program = service.start("-q", "python3", "-c", WIDE_PLAYER, "6")
    service.wait_for_sound(1)
    freeze(service, 3)
    finish(program)
    service.wait_for_streams(0)
    lost = [event for event in log(service) if event["kind"] == "overrun"]
    assert lost, log(service)[-20:]
    service.stop_service()
    heard = [frame for file in sorted(music.iterdir())
             for frame in frames_of(convert("sox", file, "-t", "s32", "-"))]
    kept = [frame for frame in heard if frame]
    assert kept == sorted(set(kept)) and kept[0] == 1 and kept[-1] == 6 * 48000
    missing = 6 * 48000 - len(kept)
    counted = sum(event["dropped_bytes"] for event in lost)
    assert missing > 0 and missing * 32 == counted, (missing * 32, counted)


def test_a_launcher_that_is_killed(service):
    music = service.box / "music"
    service.tell("record", "--format", "wav", "--folder", music)
    program = service.play()
    service.wait_for_streams(1, lambda stream: stream["frames"] > RATE)
    os.kill(processes.supervisor_of(program.pid), signal.SIGKILL)
    service.wait_for_streams(0)
    program.communicate()
    assert service.recordings()[0]["phase"] == "running"
    service.tell("record", "stop", "1")
    service.stop_service()
    file, = music.iterdir()
    heard = sox_decode(file)
    assert len(heard) // 4 >= RATE
    assert heard == ramp(len(heard) // 4)


def test_a_program_that_is_killed(service):
    program = service.play()
    service.wait_for_sound(1)
    os.kill(processes.program_of(program.pid, "ramp"), signal.SIGKILL)
    program.communicate()
    assert program.returncode == -signal.SIGKILL or program.returncode == 128 + signal.SIGKILL
    service.wait_for_streams(0)
    finish(service.play(0.2))


class FakeService:
    """Takes the name of the service; each launcher that attaches gets one end of a socket."""

    def __init__(self, session):
        self.bus = session.bus()
        self.links = []
        self.bus.serve_attach(self.attach)

    def attach(self):
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.links.append(ours)
        return theirs.detach()

    def close(self):
        for link in self.links:
            link.close()
        self.bus.__exit__()

    def serve_until_ended(self, program, answer):
        """ANSWER says what each launcher is told, when it has said hello."""
        answered = 0
        while program.poll() is None:
            self.bus.process(0.05)
            for link in self.links[answered:]:
                answer(link)
                answered += 1
        return program.communicate()[1].decode()


@pytest.fixture
def fake(session):
    made = FakeService(session)
    yield made
    made.close()


def refuse(link):
    link.settimeout(10)
    hello = socket.recv_fds(link, 4096, 8)
    for fd in hello[1]:
        os.close(fd)
    assert struct.unpack_from("<II", hello[0]) == (1, len(hello[0]) - 8)
    link.send(struct.pack("<IIII", REFUSED, 8, 7, 9))


def play_loudly(session, seconds=1):
    return session.start("", client("ramp"), int(seconds * RATE))


def test_a_service_of_another_version_is_named_once(session, fake):
    program = play_loudly(session)
    messages = fake.serve_until_ended(program, refuse)
    assert program.returncode == 0
    said = [line for line in messages.splitlines() if "dsproxyd" in line]
    assert len(said) == 1, messages
    assert "newer" in said[0] and "version 9" in said[0]
    assert len(fake.links) == 1


@pytest.mark.parametrize("answer", ["nothing", "hang up", "nonsense", "welcome and hang up"])
def test_a_service_that_answers_strangely_holds_up_nobody(session, fake, answer):
    def reply(link):
        if answer == "nonsense":
            link.send(os.urandom(64))
        elif answer.startswith("welcome"):
            link.send(struct.pack("<III", 2, 4, 1))
        if answer.endswith("hang up"):
            link.close()
    program = play_loudly(session)
    messages = fake.serve_until_ended(program, reply)
    assert program.returncode == 0, messages
    assert fake.links

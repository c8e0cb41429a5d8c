# SPDX-License-Identifier: GPL-2.0-or-later
"""Streams that are sent elsewhere while they play, every 100 ms. Each frame of what they play is a
number, so that each file shows what it got."""

import contextlib
import random
import time

import pytest

from bus import BusError
from session import finish
from sound import ramp, sox_decode, strip_silence, write_wav

pytestmark = pytest.mark.limit(120)

RATE = 44100
PLAYERS = {
    "bplay": (["bplay", "in.wav"], 255),
    "aplay": (["aplay", "-q", "-D", "oss", "in.wav"], 0),
}


def check_run(file, first=None):
    """FILE is frames that follow each other. Returns the first and the last of them."""
    heard = strip_silence(sox_decode(file))  # aplay plays some behind its end
    assert heard, file
    start = int.from_bytes(heard[:4], "little") if first is None else first
    assert heard == ramp(len(heard) // 4, start), file
    return start, start + len(heard) // 4 - 1


def roam(service, bus, programs, seconds):
    """Sends each stream to other sinks all the time; one file of each stays. Returns how often."""
    choice = random.Random(1)
    numbers = [str(stream["id"]) for stream in service.streams()]
    end = time.monotonic() + seconds
    moves = 0
    while time.monotonic() < end and all(program.poll() is None for program in programs):
        due = time.monotonic() + 0.1
        for number in numbers:
            guests = [f"wav:{service.box / f'guest {number} {moves % 4}.wav'}",
                      f"flac:{service.box / f'guest {number}.flac'}"]
            others = ["null", "default", *guests]
            sinks = [f"wav:{service.box / f'stays {number}.wav'}", *choice.sample(others, choice.randrange(4))]
            choice.shuffle(sinks)
            with contextlib.suppress(BusError):  # it has just ended
                bus.call("SetRoute", "uas", int(number), len(sinks), *sinks)
                moves += 1
        time.sleep(max(0, due - time.monotonic()))
    return moves


def check_files(service, ends):
    """ENDS: the last frame of each stream, by its number."""
    guests = 0
    for number, last in ends.items():
        stays, = service.box.path.glob(f"stays {number}*.wav")
        assert check_run(stays)[1] == last
        for guest in service.box.path.glob(f"guest {number}*"):
            assert check_run(guest)[1] <= last
            guests += 1
    return guests


def test_a_stream_that_roams(service):
    seconds = 8
    music = service.box / "music"
    service.tell("record", "--format", "wav", "--folder", music)
    program = service.play(seconds)
    stream, = service.wait_for_sound(1)
    with service.bus() as bus:
        moves = roam(service, bus, [program], seconds)
    finish(program)
    service.wait_for_streams(0)
    assert service.stop_service()[0] == 0
    whole, = music.iterdir()
    assert check_run(whole, first=1) == (1, seconds * RATE)
    guests = check_files(service, {stream["id"]: seconds * RATE})
    assert moves > 10 and guests > 3


@pytest.mark.parametrize("name", PLAYERS)
def test_two_that_roam(service, name):
    """The numbers of the second one begin elsewhere."""
    seconds, other = 5, 1 << 24
    command, status = PLAYERS[name]
    write_wav(service.box / "in.wav", ramp(seconds * RATE, other))
    service.box.write(".asoundrc", "pcm.oss { type oss; device /dev/dsp }")
    music = service.box / "music"
    service.tell("record", "--format", "wav", "--name", "%p", "--folder", music)
    programs = [service.play(seconds), service.start("-q", *command)]
    streams = service.wait_for_sound(2)
    with service.bus() as bus:
        roam(service, bus, programs, seconds)
    finish(programs[0])
    programs[1].communicate()
    assert programs[1].returncode == status
    service.wait_for_streams(0)
    assert service.stop_service()[0] == 0
    firsts = {stream["id"]: 1 if stream["path"].endswith("/ramp") else other for stream in streams}
    wholes = sorted(check_run(file) for file in music.iterdir())
    assert wholes == [(first, first + seconds * RATE - 1) for first in (1, other)]
    check_files(service, {number: first + seconds * RATE - 1 for number, first in firsts.items()})

# SPDX-License-Identifier: GPL-2.0-or-later
"""kill -9 of a program, wherever it is: what it wrote is recorded, and dsproxy ends as it did."""

import os
import signal

import pytest

from box import client
from processes import program_of, read, until
from sound import ramp

WRITE = "while True: oss.play(fd, oss.ramp(441, n)); n += 441"
IOCTL = "oss.play(fd, oss.ramp(3000)); os.write(1, b'r\\n')\nwhile True: oss.ask(fd, oss.GETODELAY)"
SYNC = "oss.play(fd, oss.ramp(16000)); os.write(1, b'r\\n'); oss.ask(fd, oss.SYNC)"
BIG_WRITE = "os.write(1, b'r\\n'); os.write(fd, oss.ramp(300000))"
READING = ("os.close(fd); fd = oss.dsp(os.O_RDONLY); os.write(1, b'r\\n')\n"
           "while True: os.read(fd, 10000)")
SELECT = ("import select; oss.play(fd, oss.ramp(3000)); os.write(1, b'r\\n')\n"
          "while True: select.select([], [fd], [])")
WAYS = {"write": "os.write(1, b'r\\n')\n" + WRITE, "ioctl": IOCTL, "sync": SYNC,
        "big write": BIG_WRITE, "read": READING, "select": SELECT}


@pytest.mark.parametrize("way", WAYS)
def test_killed_in(box, way):
    script = f"import oss, os\nfd = oss.dsp()\nn = 1\n{WAYS[way]}\n"
    with box.start_dsproxy("-q --record out.raw", "python3", "-c", script) as run:
        assert run.stdout.readline() == b"r\n"
        if way in ("write", "big write"):
            assert until(lambda: (box / "out.raw").exists() and
                         (box / "out.raw").stat().st_size > 20000)
        os.kill(program_of(run.pid, "python3"), signal.SIGKILL)
        assert run.wait() == -signal.SIGKILL
    if way != "read":
        data = box.read("out.raw")
        assert data == ramp(len(data) // 4)
        least = {"write": 5000, "ioctl": 3000, "sync": 16000, "select": 3000}.get(way, 5000)
        assert len(data) // 4 >= least


def test_killed_while_mapped(box):
    with box.start_dsproxy("-q --record out.raw", client("mapped"), "1000000") as run:
        assert until(lambda: (box / "out.raw").exists() and
                     (box / "out.raw").stat().st_size > 40000)
        os.kill(program_of(run.pid, "mapped"), signal.SIGKILL)
        assert run.wait() == -signal.SIGKILL
    data = box.read("out.raw")
    assert len(data) >= 40000
    assert data == ramp(len(data) // 4)


def test_one_of_two_is_killed(user_box):
    box = user_box
    script = """
        python3 -c 'import oss, os, time; oss.play(oss.dsp(), oss.ramp(30000)); time.sleep(9)' &
        victim=$!
        python3 -c 'import oss; oss.play(oss.dsp(), oss.ramp(30000, 100001))' &
        other=$!
        sleep 0.4; kill -9 $victim; wait $other"""
    run = box.shell("-q --record out.raw", script)
    assert run.status == 0, run
    whole = sorted([box.read("out.raw"), box.read("out-2.raw")], key=lambda data: data[:4])
    assert ramp(30000, 100001) in whole
    victim = next(data for data in whole if data != ramp(30000, 100001))
    assert victim == ramp(len(victim) // 4)


def test_a_killed_thread_group_leaves_nothing(user_box):
    with user_box.start_dsproxy("-q --record out.raw", client("threads"), "8", "200000",
                                "own") as run:
        assert until(lambda: (user_box / "out-8.raw").exists())
        os.kill(program_of(run.pid, "threads"), signal.SIGKILL)
        assert run.wait() == -signal.SIGKILL
    assert read(f"/proc/{run.pid}/comm") == ""
    for file in user_box.path.glob("out*.raw"):
        data = file.read_bytes()
        assert data == ramp(len(data) // 4)

# SPDX-License-Identifier: GPL-2.0-or-later
"""Programs that outlive the one that started them."""

import time

import pytest

from processes import until
from sound import ramp

PLAYER = """import oss, os, sys, time
fd = oss.dsp()
open("playing", "w").close()
oss.play(fd, oss.ramp(int(sys.argv[1])))
os.close(fd)
open("played", "w").close()
"""


def test_the_run_returns_when_nothing_plays_any_more(box):
    box.write("player.py", PLAYER)
    script = "python3 player.py 44100 & while ! test -e playing; do sleep 0.01; done; exit 4"
    run = box.shell("-q --record out.raw", script)
    assert run.status == 4, run
    assert (box / "played").exists()
    assert box.read("out.raw") == ramp(44100)


@pytest.mark.leaves_processes
def test_a_silent_daemon_does_not_hold_the_run(box):
    script = "setsid sh -c 'sleep 6' >/dev/null 2>&1 & echo started"
    begin = time.monotonic()
    run = box.shell("-q", script)
    assert run.status == 0 and run.text == "started\n"
    # Not as long as the daemon.
    assert time.monotonic() - begin < 5


def test_a_daemon_keeps_its_device_after_the_run(box):
    box.write("player.py", PLAYER)
    script = """
        setsid sh -c 'until test -e go; do sleep 0.02; done; python3 player.py 20000' \
            >/dev/null 2>&1 </dev/null &
        exit 6"""
    run = box.shell("-q --record out.raw", script)
    assert run.status == 6, run
    box.write("go", "")
    assert until(lambda: (box / "played").exists())
    assert until(lambda: box.read("out.raw") == ramp(20000))


def test_a_daemon_s_recording_is_playable_as_soon_as_the_program_has_ended(box):
    box.write("player.py", PLAYER)
    script = "(python3 player.py 22050 &); (python3 player.py 22050 &); sleep 0.3"
    run = box.shell("-q --record out.raw", script)
    assert run.status == 0, run
    assert box.read("out.raw") == box.read("out-2.raw") == ramp(22050)


def test_an_orphan_of_an_orphan_plays(box):
    box.write("player.py", PLAYER)
    script = "sh -c 'setsid sh -c \"python3 player.py 10000 & sleep 0.2\" &'; sleep 0.5"
    run = box.shell("-q --record out.raw", script)
    assert run.status == 0, run
    assert box.read("out.raw") == ramp(10000)

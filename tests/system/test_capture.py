# SPDX-License-Identifier: GPL-2.0-or-later
"""`dsproxy run --capture`: the file has every call and every byte, as another reader sees it."""

import os
import signal

import capture
from box import PYTHON
from processes import supervisor_of, until
from sound import ramp


def kinds(data, stream=None):
    return [event.kind for event in capture.of_type(data, capture.EVENT)
            if stream in (None, event.stream)]


def test_calls_and_sound_are_kept_together(box):
    run = box.python("-q --pace free --capture out.dsp --record out.raw",
                     "import oss; oss.play(oss.dsp(), oss.ramp(5000))")
    assert run.status == 0, run
    data = box.read("out.dsp")
    assert capture.heard(data, 1) == ramp(5000) == box.read("out.raw")
    start, = capture.of_type(data, capture.START)
    assert start.program == b"python3" and start.free
    assert start.writer.startswith(b"dsproxy ")
    end, = capture.of_type(data, capture.END)
    events = capture.of_type(data, capture.EVENT)
    assert end == (len(events), 20000)
    asked = [(event.cmd, event.argument, event.error) for event in events if event.kind == "ioctl"]
    assert asked[2] == (0xc0045002, (44100).to_bytes(4, "little"), 0)
    assert events[0].kind == "opened" and events[-1].kind == "closed"
    assert events[0].comm == b"python3"
    assert start.monotonic <= events[0].time <= events[-1].time
    assert oct(os.stat(box / "out.dsp").st_mode) == "0o100600"


def test_arguments_of_the_program_are_not_kept(box):
    run = box.dsproxy("-q --capture out.dsp", "sh", "-c", "true secret", env={"SECRET": "secret"})
    assert run.status == 0
    assert b"secret" not in box.read("out.dsp")


def test_what_a_reset_drops_is_kept_apart(box):
    script = """if True:
        import oss
        fd = oss.dsp()
        oss.play(fd, oss.ramp(3000))
        oss.ask(fd, oss.RESET)
        oss.play(fd, oss.ramp(2000, 10001))
    """
    run = box.python("-q --capture out.dsp", script)
    assert run.status == 0, run
    data = box.read("out.dsp")
    dropped = b"".join(pcm.data for pcm in capture.of_type(data, capture.DROPPED))
    first = len(ramp(3000)) - len(dropped)
    assert dropped
    assert capture.heard(data, 1) == ramp(3000)[:first] + ramp(2000, 10001)
    assert dropped == ramp(3000)[first:]


def test_a_format_change_stands_at_its_byte(box):
    script = """if True:
        import oss
        fd = oss.dsp()
        for n in range(4):
            oss.play(fd, oss.ramp(1000 + n))
            oss.ask(fd, oss.SYNC)
            oss.ask(fd, oss.SPEED, 44000 + n)
    """
    run = box.python("-q --pace free --capture out.dsp", script)
    assert run.status == 0, run
    rate, heard = 0, {}
    for kind, contents in capture.records(box.read("out.dsp")):
        if kind == capture.EVENT and contents.kind == "format":
            rate = contents.rate
        if kind == capture.HEARD:
            assert contents.rate == rate
            heard[rate] = heard.get(rate, b"") + contents.data
    assert list(heard.values()) == [ramp(1000 + n) for n in range(4)]


def test_it_is_readable_up_to_the_last_second_after_a_kill(box):
    script = "import os, oss; fd = oss.dsp()\nwhile True: oss.play(fd, oss.ramp(441))"
    with box.start_dsproxy("-q --capture out.dsp --record out.raw", *PYTHON, script) as run:
        assert until(lambda: (box / "out.raw").exists() and
                     (box / "out.raw").stat().st_size > 3 * 176400, 20)
        size = (box / "out.raw").stat().st_size
        os.kill(supervisor_of(run.pid), signal.SIGKILL)
        run.communicate()
    data = box.read("out.dsp")
    heard = capture.heard(data, 1, checksums=False)
    assert len(heard) >= size - 2 * 176400
    assert heard == (ramp(441) * (len(heard) // 1764 + 1))[:len(heard)]
    assert capture.of_type(data, capture.END, checksums=False) == []


def test_a_place_that_cannot_be_written_is_refused_before_the_program_starts(user_box):
    run = user_box.dsproxy("--capture /proc/x.dsp", "touch", "started")
    assert run.status == 126
    assert "/proc/x.dsp cannot be opened" in run.messages
    assert not (user_box / "started").exists()


def test_it_can_go_through_a_pipe(user_box):
    os.mkfifo(user_box / "pipe")
    os.chown(user_box / "pipe", *(user_box.path.stat()[4:6]))
    with user_box.start("sh", "-c", "cat pipe > out.dsp"):
        run = user_box.python("-q --pace free --capture pipe",
                              "import oss; oss.play(oss.dsp(), oss.ramp(50000))")
    assert run.status == 0, run
    assert capture.heard(user_box.read("out.dsp"), 1) == ramp(50000)

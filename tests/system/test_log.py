# SPDX-License-Identifier: GPL-2.0-or-later
"""The three logs of real programs."""

import json
import re

from sound import noise, write_wav

SEED = """SNDCTL_DSP_SETFMT   => AFMT_S16_LE AFMT_S16_NE
SNDCTL_DSP_STEREO   => yes
SNDCTL_DSP_SPEED    => 44100
"""
ALL = {"sequence", "time", "kind", "stream", "capture", "frame", "position", "pid", "comm"}
CALL = {"request", "number", "errno", "english"}
IOC_WRITE, IOC_READ = 1 << 30, 1 << 31

LATE = """if True:
    import oss, os
    fd = oss.dsp()
    oss.play(fd, oss.ramp(5000))
    for i in range(3):
        oss.ask(fd, oss.SETFRAGMENT, 4 << 16 | 10)
"""
UNKNOWN = """if True:
    import fcntl, oss
    fd = oss.dsp()
    try:
        fcntl.ioctl(fd, 0xc00450ee, b"abcd")
    except OSError as error:
        print(error.errno)
"""


def log_of(box, form, *program):
    write_wav(box / "in.wav", noise(0.3))
    run = box.dsproxy(f"--pace free --log log --format {form}", *program)
    assert run.status in (0, 255), run
    return (box / "log").read_text().splitlines()


def test_the_lines_of_the_first_dsproxy(box):
    script = """if True:
        import os, oss
        fd = os.open("/dev/dsp", os.O_WRONLY)
        oss.ask(fd, oss.SETFMT, oss.S16_LE)
        oss.ask(fd, oss.STEREO, 1)
        oss.ask(fd, oss.SPEED, 44100)
    """
    run = box.python("", script)
    assert run.status == 0, run
    assert SEED in run.messages


def test_a_real_program_writes_these_lines(box):
    lines = log_of(box, "english", "bplay", "in.wav")
    for line in SEED.splitlines():
        assert line in lines
    assert re.fullmatch(r"opened /dev/dsp to play by bplay \(\d+\)", lines[0])
    assert lines[-1] == "closed after 13230 frames"


def test_strace(box):
    lines = log_of(box, "strace", "bplay", "in.wav")
    form = re.compile(r"(\[pid \d+\] )?\d+\.\d{6} .*")
    assert all(form.fullmatch(line) for line in lines)
    assert any(re.fullmatch(r"\[pid \d+\] 0\.\d{6} ioctl\(/dev/dsp#1, SNDCTL_DSP_SPEED, "
                            r"\[44100\]\) = 0", line) for line in lines), lines
    assert re.search(r'open\("/dev/dsp", O_WRONLY\) = /dev/dsp#1$', lines[0])
    assert lines[-1].endswith("close(/dev/dsp#1) = 0")
    times = [float(re.search(r"\d+\.\d{6} ", line)[0]) for line in lines]
    assert times == sorted(times)


def test_json(box):
    events = [json.loads(line) for line in log_of(box, "json", "bplay", "in.wav")]
    assert [event["sequence"] for event in events] == list(range(1, len(events) + 1))
    for event in events:
        assert ALL <= event.keys(), event
        if event["kind"] == "ioctl":
            assert CALL <= event.keys(), event
            assert ("in" in event) == bool(event["number"] & IOC_WRITE), event
            assert ("out" in event) == bool(event["number"] & IOC_READ), event
    assert events[0]["kind"] == "opened" and events[0]["comm"] == "bplay"
    assert events[-1]["kind"] == "closed" and events[-1]["frame"] == 13230
    speeds = [event for event in events if event.get("request") == "SNDCTL_DSP_SPEED"]
    assert speeds[-1]["in"]["value"] == speeds[-1]["out"]["value"] == 44100


def test_json_of_a_program_that_asks_hundreds_of_things(user_box):
    events = [json.loads(line) for line in log_of(
        user_box, "json", "gst-launch-1.0", "-q", "filesrc", "location=in.wav", "!", "wavparse",
        "!", "osssink")]
    assert len(events) > 50
    assert [event["sequence"] for event in events] == list(range(1, len(events) + 1))
    assert not [event for event in events if event["kind"] == "gap"]


def test_ten_thousand_calls_are_all_in_the_log(user_box):
    script = "import oss; fd = oss.dsp(); [oss.ask(fd, oss.GETODELAY) for i in range(10000)]"
    run = user_box.python("--log log --format json", script)
    assert run.status == 0, run
    events = [json.loads(line) for line in (user_box / "log").read_text().splitlines()]
    assert [event["sequence"] for event in events] == list(range(1, len(events) + 1))
    asked = [event for event in events if event.get("request") == "SNDCTL_DSP_GETODELAY"]
    assert len(asked) == 10000


def test_an_unknown_request_is_hexadecimal(box):
    for form in ("english", "strace", "json"):
        run = box.python(f"--log log --format {form}", UNKNOWN)
        assert run.text in ("22\n", "25\n"), run
        assert "0xc00450ee" in (box / "log").read_text()


def test_a_late_setfragment_is_flagged_once(box):
    run = box.python("--pace free --log log", LATE)
    assert run.status == 0, run
    hints = [line for line in (box / "log").read_text().splitlines() if line.startswith("hint: ")]
    assert hints == ["hint: fragments were asked for after data had moved: ignored; "
                     "ask right after open"]


def test_lines_of_two_streams_are_numbered(user_box):
    run = user_box.python("--log log", "import oss; a = oss.dsp(); b = oss.dsp()")
    assert run.status == 0, run
    lines = (user_box / "log").read_text().splitlines()
    assert any(line.startswith("[2] SNDCTL_DSP_SPEED") for line in lines), lines


def test_the_log_is_the_owner_s_only(box):
    box.shell("--log log", ":")
    assert (box / "log").stat().st_mode & 0o777 == 0o600


def test_the_running_time_is_said_at_the_end(box):
    run = box.python("--pace free --log log",
                     "import oss; oss.play(oss.dsp(), oss.ramp(66150))")
    assert run.messages == "dsproxy: 0:00:01.50 captured\n"

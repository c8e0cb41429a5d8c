# SPDX-License-Identifier: GPL-2.0-or-later
"""`dsproxy timing`: the intervals are those between the events of the capture."""

import capture
from box import DSPROXY, PYTHON

SCRIPT = """if True:
    import os, oss, time
    print("own output", flush=True)
    fd = oss.dsp()
    for n in range(40):
        os.write(fd, oss.ramp(441))
        time.sleep(0.002)
"""


def intervals(events, kind):
    times = [event.time for event in events if event.kind == kind]
    return [(after - before + 500) // 1000 for before, after in zip(times, times[1:])]


def numbers(text):
    return [int(line) for line in text.splitlines()]


def test_a_capture_has_them(user_box):
    run = user_box.dsproxy("-q --capture out.dsp", *PYTHON, SCRIPT)
    assert run.status == 0, run
    events = capture.of_type(user_box.read("out.dsp"), capture.EVENT)
    wrote = [event for event in events if event.kind == "wrote"]
    assert [(event.position, event.value, event.sequence) for event in wrote] == \
        [(1764 * (n + 1), 1764, 0) for n in range(40)]
    heard = [event for event in events if event.kind == "heard"]
    assert sum(event.value for event in heard) == heard[-1].position == 40 * 1764
    run = user_box.run(DSPROXY, "timing", "-f", "out.dsp")
    assert run.status == 0 and run.messages == "", run
    assert numbers(run.text) == intervals(events, "wrote")
    assert len(numbers(run.text)) == 39 and all(us >= 2000 for us in numbers(run.text))
    run = user_box.run(DSPROXY, "timing", "-f", "--consumptions", "out.dsp")
    assert numbers(run.text) == intervals(events, "heard")
    run = user_box.run("sh", "-c", f"cat out.dsp | {DSPROXY} timing --writes -")
    assert " writes: 39 intervals, min " in run.text
    assert "consumptions" not in run.text


def test_a_program_is_measured_while_it_runs(user_box):
    run = user_box.run(DSPROXY, "timing", "-f", "--", *PYTHON, SCRIPT)
    assert run.status == 0, run
    assert len(numbers(run.text)) == 39
    assert run.messages == "own output\n"


def test_the_first_number_comes_before_the_program_ends(user_box):
    script = SCRIPT + "    os.read(0, 1)\n"
    with user_box.start(DSPROXY, "timing", "-f", "--", *PYTHON, script, stdin=-1) as run:
        assert int(run.stdout.readline()) >= 2000
        assert run.poll() is None
        run.communicate(b"x")
    assert run.returncode == 0


def test_a_summary_of_a_program_and_its_exit_code(user_box):
    run = user_box.run(DSPROXY, "timing", "--", *PYTHON, SCRIPT + "    os._exit(7)\n")
    assert run.status == 7
    assert run.text.startswith("stream 1, AFMT_S16_LE, 2 channels, 44100 Hz\n writes: 39 ")
    assert " Hz of nominal 44100 Hz, " in run.text


def test_logs_do_not_have_them(user_box):
    for capture_too in ([], ["--capture", "out.dsp"]):
        run = user_box.dsproxy(["--format", "json", "--pace", "free", "--log", "log",
                                *capture_too], *PYTHON, SCRIPT)
        assert run.status == 0
        log = user_box.read("log")
        assert b'"wrote"' not in log and b'"heard"' not in log
        count = log.count(b"\n")
        assert f'"sequence":{count},'.encode() in log


def test_a_reader_that_leaves_stops_nothing(user_box):
    run = user_box.run("sh", "-c", f"{DSPROXY} timing -f -- python3 -c '{SCRIPT}' 2>err | head -1")
    assert len(numbers(run.text)) == 1
    assert user_box.read("err") == b"own output\n"


def test_mistakes_are_explained(user_box):
    for arguments in ([], ["a", "b"], ["--"], ["--stream", "x", "a"]):
        assert user_box.run(DSPROXY, "timing", *arguments).status == 2
    assert user_box.run(DSPROXY, "timing", "absent.dsp").status == 1

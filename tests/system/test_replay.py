# SPDX-License-Identifier: GPL-2.0-or-later
"""`dsproxy replay`: the sound bit for bit, the calls in order; whatever became of the file."""

import os
import signal

import pytest

import capture
from box import DSPROXY, PYTHON
from processes import supervisor_of, until
from replay import capture_live, check_capture, check_replay, folder, live, names
from sound import decode, ramp

SCRIPTS = {
    "resets": """
        fd = oss.dsp()
        for n in range(5):
            oss.play(fd, oss.ramp(700 + 300 * n, 1 + 10000 * n))
            time.sleep(0.03)
            oss.ask(fd, oss.RESET)
        oss.play(fd, oss.ramp(3000, 70000))
    """,
    "formats": """
        fd = oss.dsp()
        for n in range(12):
            oss.play(fd, oss.ramp(300 + n))
            oss.ask(fd, oss.SPEED, 8000 + n // 2)
            oss.ask(fd, oss.CHANNELS, 1 + n % 2)
    """,
    "split frames": """
        fd = oss.dsp()
        oss.play(fd, oss.ramp(1000) + b"xyz")
        oss.ask(fd, oss.SPEED, 8000)
        oss.play(fd, oss.ramp(1000))
    """,
    "one after the other": """
        for n in range(30):
            fd = oss.dsp(rate=8000 + n // 10)
            oss.play(fd, oss.ramp(100, 1 + 100 * n))
            os.close(fd)
    """,
    "interleaved": """
        fds = [oss.dsp(rate=8000 + n % 2) for n in range(6)]
        for part in range(10):
            for n, fd in enumerate(fds):
                if (n + part) % 3:
                    oss.play(fd, oss.ramp(50 + n, 1 + 1000 * part))
            if part % 4 == 3:
                os.close(fds[part // 4])
                fds[part // 4] = oss.dsp(rate=9000)
    """,
    "a hundred": """
        fds = [oss.dsp() for i in range(100)]
        for part in range(3):
            for i, fd in enumerate(fds):
                oss.play(fd, oss.ramp(500, 1 + 100000 * i + 500 * part))
    """,
    "refused": """
        fd = os.open("/dev/dsp", os.O_WRONLY | os.O_EXCL)
        for n in range(3):
            try: os.open("/dev/dsp", os.O_WRONLY)
            except OSError: pass
        try: oss.ask(fd, 0xc0045099)
        except OSError: pass
        oss.play(fd, oss.ramp(1000))
    """,
}


def script(text):
    return [*PYTHON, "import os, oss, time\nif True:" + text]


@pytest.mark.parametrize("name", SCRIPTS)
@pytest.mark.parametrize("pace", ["free", "realtime"])
def test_everything_is_as_it_was(user_box, name, pace):
    run = capture_live(user_box, script(SCRIPTS[name]), ("--pace", pace))
    assert run.status == 0, run
    assert "out.raw" in check_replay(user_box)
    check_capture(user_box)


@pytest.mark.parametrize("topic", ["chosen", "duplex", "format", "hostile", "mmap", "trigger"])
def test_cases_of_dsproxy_check(user_box, topic):
    """All that a program can do to a device, in files and logs."""
    run = capture_live(user_box, [DSPROXY, "check", "--only", f"{topic}/*"], ())
    assert run.status == 0, run
    check_replay(user_box)


@pytest.mark.leaves_processes
def test_what_plays_after_the_program_has_ended_is_in_a_file_of_its_own(user_box):
    player = "import oss; oss.play(oss.dsp(), oss.ramp(1000, {}))"
    late = user_box.write("late.py", player.format(5000))
    script = (f"python3 -c '{player.format(1)}'; "
              f"(sleep 1; exec python3 {late}) >/dev/null 2>&1 &")
    run = capture_live(user_box, ["sh", "-c", script])
    assert run.status == 0, run
    assert until(lambda: capture.of_type(user_box.read("out.dsp"), capture.END, checksums=False))
    assert user_box.read("live/out-2.raw") == ramp(1000, 5000)
    assert "out-2.raw" in check_replay(user_box)


def test_a_flood_of_calls_with_lost_events(user_box):
    """More events than the seam keeps: the log says so, live and again."""
    flood = """
        fd = oss.dsp()
        for n in range(60000):
            oss.ask(fd, oss.GETODELAY)
        oss.play(fd, oss.ramp(1000))
    """
    folder(user_box, "live")
    os.mkfifo(user_box / "pipe")
    os.chown(user_box / "pipe", *user_box.path.stat()[4:6])
    options = ["-q", "--capture", "pipe", *live()]
    with user_box.start("sh", "-c", "exec < pipe; sleep 4; cat > out.dsp"):
        run = user_box.dsproxy(options, *script(flood))
    assert run.status == 0, run
    assert b'"kind":"gap"' in user_box.read("live/log")
    check_replay(user_box)


def test_all_formats_of_the_log(user_box):
    for form in ("english", "strace"):
        user_box.dsproxy(["-q", "--pace", "free", "--capture", "out.dsp", "--log", form,
                          "--format", form], *script(SCRIPTS["resets"]))
        run = user_box.run(DSPROXY, "replay", "-q", "--log", "again", "--format", form, "out.dsp")
        assert run.status == 0, run
        assert user_box.read("again") == user_box.read(form)


def test_one_stream_alone(user_box):
    user_box.dsproxy("-q --pace free --capture out.dsp", *script(SCRIPTS["a hundred"]))
    run = user_box.run(DSPROXY, "replay", "-q", "--stream", "42", "--record", "one.raw", "out.dsp")
    assert run.status == 0, run
    assert user_box.read("one.raw") == ramp(1500, 1 + 100000 * 41)
    assert len(list(user_box.path.glob("one*"))) == 1


def test_in_real_time_it_takes_its_time(user_box):
    user_box.dsproxy("-q --capture out.dsp", *script("\n  oss.play(oss.dsp(), oss.ramp(44100))"))
    before = os.times().elapsed
    run = user_box.run(DSPROXY, "replay", "-q", "--pace", "realtime", "--record", "out.raw",
                       "out.dsp")
    assert run.status == 0, run
    assert os.times().elapsed - before > 0.8
    assert user_box.read("out.raw") == ramp(44100)


def test_ctrl_c_ends_it_with_a_good_file(user_box):
    user_box.dsproxy("-q --capture out.dsp", *script("\n  oss.play(oss.dsp(), oss.ramp(132300))"))
    with user_box.start(DSPROXY, "replay", "-q", "--pace", "realtime", "--record", "out.wav",
                        "out.dsp") as run:
        assert until(lambda: (user_box / "out.wav").exists() and
                     (user_box / "out.wav").stat().st_size > 100000)
        run.send_signal(signal.SIGINT)
        run.communicate()
    assert run.returncode == 130
    pcm = decode(user_box / "out.wav")
    assert 50000 < len(pcm) < 132300 * 4
    assert pcm == ramp(len(pcm) // 4)


def test_after_a_kill_all_before_is_played(user_box):
    folder(user_box, "live")
    busy = "\n  fd = oss.dsp()\n  while True: oss.play(fd, oss.ramp(441))"
    with user_box.start_dsproxy(["-q", "--capture", "out.dsp", "--record", "live/out.raw"],
                                *script(busy)) as run:
        assert until(lambda: (user_box / "live/out.raw").exists() and
                     (user_box / "live/out.raw").stat().st_size > 3 * 176400, 20)
        os.kill(supervisor_of(run.pid), signal.SIGKILL)
        run.communicate()
    run = user_box.run(DSPROXY, "replay", "-q", "--record", "out.raw", "out.dsp")
    assert run.status == 0
    assert "out.dsp has no end" in run.messages
    pcm = user_box.read("out.raw")
    assert pcm == user_box.read("live/out.raw")[:len(pcm)]
    assert len(pcm) > user_box.read("live/out.raw").__len__() - 2 * 176400


def test_damage_costs_what_is_damaged(user_box):
    user_box.dsproxy("-q --pace free --capture out.dsp",
                     *script("\n  oss.play(oss.dsp(), oss.ramp(200000))"))
    data = bytearray(user_box.read("out.dsp"))
    for at in (300, len(data) // 2):
        data[at:at + 50] = bytes(50)
    user_box.write("out.dsp", bytes(data))
    run = user_box.run(DSPROXY, "replay", "-q", "--record", "out.raw", "out.dsp")
    assert run.status == 1
    assert "out.dsp is damaged" in run.messages
    pcm = user_box.read("out.raw")
    assert 400000 < len(pcm) < 800000
    assert pcm[-4:] == ramp(1, 200000) and pcm[:4] == ramp(1)


@pytest.mark.parametrize("content, said", [
    (b"", "is not a capture file"), (b"RIFF" * 100, "is not a capture file"),
    (b"\x89DSP\r\n\x1a\n\x02\0\0\0\0\0\0\0", "was made by a later version of dsproxy")])
def test_other_files_are_refused(user_box, content, said):
    user_box.write("x.dsp", content)
    run = user_box.run(DSPROXY, "replay", "x.dsp")
    assert run.status == 1
    assert said in run.messages
    assert names(user_box, ".") == ["x.dsp"]


def test_a_missing_file_is_said(user_box):
    run = user_box.run(DSPROXY, "replay", "x.dsp")
    assert run.status == 1
    assert "x.dsp cannot be opened: No such file or directory" in run.messages

# SPDX-License-Identifier: GPL-2.0-or-later
"""kill -9 of dsproxy's own processes while a program plays: it loses its sound, nothing else."""

import os
import signal

import pytest

from box import PYTHON, client
from processes import program_of, state, supervisor_of, until
from sound import decode, ramp

SAID = "the supervisor was killed: the program goes on without its sound device"

# Plays until its calls fail; then tries everything else.
PLAYER = r"""import errno, os, oss, subprocess, sys, time
def attempt(name, do):
    try:
        print(name, do(), flush=True)
    except OSError as error:
        print(name, errno.errorcode[error.errno], flush=True)
fd = oss.dsp()
os.write(1, b"ready\n")
try:
    n = 1
    while True:
        {busy}
except OSError as error:
    print("busy", errno.errorcode[error.errno], flush=True)
attempt("write", lambda: os.write(fd, b"1234"))
attempt("ioctl", lambda: oss.ask(fd, oss.SPEED, 44100))
attempt("sync", lambda: oss.ask(fd, oss.SYNC))
attempt("open", lambda: os.open("/dev/dsp", os.O_WRONLY))
attempt("mixer", lambda: os.open("/dev/mixer", os.O_RDWR))
attempt("file", lambda: open("/etc/passwd").read()[:4])
attempt("stat", lambda: os.stat("/etc").st_nlink > 0)
attempt("new", lambda: open("new", "w").write("x"))
attempt("exec", lambda: subprocess.run(["cat", "/dev/null"]).returncode)
attempt("close", lambda: os.close(fd))
attempt("tty", lambda: os.isatty(0))
sys.exit(5)
"""
BUSY = {
    "write": "os.write(fd, oss.ramp(441, n)); n += 441",
    "big write": "os.write(fd, oss.ramp(1000000))",
    "sync": "oss.play(fd, oss.ramp(15000)); oss.ask(fd, oss.SYNC)",
    "ioctl": "oss.ask(fd, oss.GETODELAY)",
    "format": "oss.play(fd, oss.ramp(9000)); oss.ask(fd, oss.SPEED, 44100 + n % 2); n += 1",
}
AFTERWARDS = """busy ENODEV
write ENODEV
ioctl ENODEV
sync ENODEV
open ENODEV
mixer ENODEV
file root
stat True
new 1
exec 0
close None
tty False
"""


def start(box, busy, *options):
    script = PLAYER.replace("{busy}", busy)
    run = box.start_dsproxy(["-q", *options], *PYTHON, script)
    assert run.stdout.readline() == b"ready\n"
    return run


@pytest.mark.parametrize("where", BUSY)
def test_only_the_device_is_lost(box, where):
    with start(box, BUSY[where], "--record", "out.wav") as run:
        if where not in ("ioctl",):
            assert until(lambda: (box / "out.wav").exists())
        os.kill(supervisor_of(run.pid), signal.SIGKILL)
        out, err = run.communicate()
    assert out.decode() == AFTERWARDS, err
    assert run.returncode == 5
    assert SAID in err.decode()


def test_the_recording_is_playable_up_to_the_last_second(box):
    with start(box, BUSY["write"], "--record", "out.wav", "--record", "out.raw") as run:
        assert until(lambda: (box / "out.raw").exists() and
                     (box / "out.raw").stat().st_size > 3 * 176400, 20)
        size = (box / "out.raw").stat().st_size
        os.kill(supervisor_of(run.pid), signal.SIGKILL)
        run.communicate()
    pcm = decode(box / "out.wav")
    assert len(pcm) >= size - 176400
    assert pcm == ramp(len(pcm) // 4)


def test_a_mapped_player_ends(box):
    with box.start_dsproxy("-q --record out.raw", client("mapped"), "1000000") as run:
        assert until(lambda: (box / "out.raw").exists())
        os.kill(supervisor_of(run.pid), signal.SIGKILL)
        out, err = run.communicate()
    assert run.returncode == 1
    assert b"GETOPTR: No such device" in err


def test_a_waiting_select_returns(box):
    busy = "import select; oss.play(fd, oss.ramp(441)); select.select([], [fd], []); n += 1"
    with start(box, busy) as run:
        os.kill(supervisor_of(run.pid), signal.SIGKILL)
        out, _ = run.communicate()
    assert out.decode() == AFTERWARDS
    assert run.returncode == 5


def test_the_program_s_signal_still_arrives(box):
    with start(box, "time.sleep(0.01)") as run:
        os.kill(supervisor_of(run.pid), signal.SIGKILL)
        assert SAID in run.stderr.readline().decode()
        run.terminate()
        run.communicate()
    assert run.returncode == -signal.SIGTERM


def test_children_of_the_program_are_served_as_well(box):
    script = "echo ready; read x; cat /etc/passwd >/dev/null && ls / >/dev/null && exit 8"
    with box.start_dsproxy("-q", "sh", "-c", script, stdin=-1) as run:
        assert run.stdout.readline() == b"ready\n"
        os.kill(supervisor_of(run.pid), signal.SIGKILL)
        run.communicate(b"go\n")
    assert run.returncode == 8


def test_killed_again_and_again_at_any_moment(user_box):
    """Whatever the supervisor has in hand, no call of the program is lost."""
    script = ("import os, oss\nfd = oss.dsp()\nos.write(1, b'r')\ntry:\n while True:\n"
              "  oss.ask(fd, oss.GETODELAY); os.stat('/etc'); os.close(os.open('/etc', 0))\n"
              "except OSError as e: os._exit(e.errno)")
    for _ in range(25):
        with user_box.start_dsproxy("-q", *PYTHON, script) as run:
            assert run.stdout.read(1) == b"r"
            os.kill(supervisor_of(run.pid), signal.SIGKILL)
            assert run.wait() == 19


@pytest.mark.leaves_processes
def test_a_killed_keeper_leaves_the_program_its_device(box):
    with box.start_dsproxy("-q --record out.raw", *PYTHON,
                           "import os, oss; fd = oss.dsp(); os.write(1, b'r'); "
                           "oss.play(fd, oss.ramp(40000)); os.close(fd); "
                           "open('done', 'w').close()") as run:
        assert run.stdout.read(1) == b"r"
        os.kill(run.pid, signal.SIGKILL)
        assert run.wait() == -signal.SIGKILL
        assert until(lambda: (box / "done").exists() and
                     box.read("out.raw") == ramp(40000))


def test_supervisor_and_program_are_killed_together(box):
    with start(box, BUSY["write"], "--record", "out.raw") as run:
        program = program_of(run.pid, "python3")
        os.kill(supervisor_of(run.pid), signal.SIGKILL)
        os.kill(program, signal.SIGKILL)
        assert run.wait() == -signal.SIGKILL
        assert until(lambda: state(program) == "")

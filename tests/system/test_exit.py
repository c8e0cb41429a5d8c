# SPDX-License-Identifier: GPL-2.0-or-later
"""How a run ends: status, signals, and what is refused before the program starts."""

import os
import signal

import pytest

from box import DSPROXY, PYTHON
from processes import program_of, until

SIGNALS = [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1,
           signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT, signal.SIGPIPE]


@pytest.mark.parametrize("status", [0, 1, 2, 42, 126, 127, 128, 255])
def test_the_status_of_the_program(user_box, status):
    assert user_box.shell("-q", f"exit {status}").status == status


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_a_signal_that_kills_the_program(user_box, number):
    run = user_box.shell("-q", f"kill -{number.value} $$")
    assert run.status == -number, run


def test_a_shell_sees_the_signal(box):
    script = f"{DSPROXY} run -q sh -c 'kill -TERM $$'; echo $?"
    assert box.run("sh", "-c", script).text == "143\n"


def test_killed_while_it_plays_the_recording_is_whole(box):
    script = """if True:
        import os, oss, signal
        fd = oss.dsp()
        oss.play(fd, oss.ramp(20000))
        os.kill(os.getpid(), signal.SIGTERM)
    """
    run = box.python("-q --record out.raw", script)
    assert run.status == -signal.SIGTERM, run
    data = box.read("out.raw")
    expected = memoryview(bytes(data)).cast("I").tolist()
    assert expected == list(range(1, 20001))


def test_not_found_is_127(box):
    run = box.dsproxy("-q", "no-such-program")
    assert run.status == 127, run
    assert run.messages == ("dsproxy: no-such-program is not found; "
                            "check its name or give its path\n")


@pytest.mark.parametrize("what", ["file", "folder"])
def test_not_executable_is_126(box, what):
    (box / "folder").mkdir()
    box.write("file", "#!/bin/sh\n")
    run = box.dsproxy("-q", f"./{what}")
    assert run.status == 126, run
    assert run.messages.startswith(f"dsproxy: ./{what} cannot be executed: "), run


def test_a_script_without_an_interpreter_line_is_run_by_the_shell_or_refused(user_box):
    user_box.write("script", "exit 3\n").chmod(0o755)
    run = user_box.dsproxy("-q", "./script")
    assert run.status in (3, 126), run


def test_a_run_inside_a_run_is_refused_before_the_program_starts(box):
    run = box.dsproxy("-q", DSPROXY, "run", "-q", "--", "touch", "started")
    assert run.status == 126, run
    assert run.messages == ("dsproxy: a container, a sandbox or another dsproxy already answers "
                            "for this program; start dsproxy outside of it\n")
    assert not (box / "started").exists()


def test_set_uid_is_said_once_to_an_ordinary_user(user_box):
    # Without a privilege su fails before it asks anything.
    script = "su --version; passwd --help; su --version; exit 0"
    run = user_box.shell("-q", script)
    assert run.status == 0, run
    assert run.messages.count("is set-uid and runs without its privilege") == 1, run


def test_root_hears_nothing_of_set_uid(root_box):
    run = root_box.shell("-q", "su --version")
    assert run.status == 0, run
    assert run.messages == "", run


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1],
                         ids=lambda number: number.name)
def test_a_signal_sent_to_dsproxy_reaches_the_program(user_box, number):
    script = f"""if True:
        import os, signal
        def handler(number, frame):
            os.write(1, b"got %d\\n" % number)
            os._exit(7)
        signal.signal({number.value}, handler)
        os.write(1, b"ready\\n")
        signal.pause()
    """
    with user_box.start_dsproxy("-q", *PYTHON, script) as run:
        assert run.stdout.readline() == b"ready\n"
        os.kill(run.pid, number)
        out, err = run.communicate()
        assert (run.returncode, out) == (7, b"got %d\n" % number.value), err


def test_a_program_that_ignores_the_signal_goes_on(user_box):
    script = "trap '' TERM; echo ready; sleep 0.5; echo done; exit 5"
    with user_box.start_dsproxy("-q", "sh", "-c", script) as run:
        assert run.stdout.readline() == b"ready\n"
        run.terminate()
        assert run.wait() == 5
        assert run.stdout.read() == b"done\n"


def test_sigterm_ends_a_program_that_plays(box):
    with box.start_dsproxy("-q --record out.raw", "cat", "/dev/zero",
                           stdout=None) as run:
        run.terminate()
        assert run.wait() == -signal.SIGTERM


def test_stopping_and_continuing_the_program(user_box):
    script = "echo ready; sleep 0.3; echo done; exit 3"
    with user_box.start_dsproxy("-q", "sh", "-c", script) as run:
        assert run.stdout.readline() == b"ready\n"
        shell = program_of(run.pid, "sh")
        os.kill(shell, signal.SIGSTOP)
        stopped = until(lambda: os.waitpid(run.pid, os.WUNTRACED | os.WNOHANG) != (0, 0))
        assert stopped, "dsproxy did not stop with its program"
        os.kill(run.pid, signal.SIGCONT)
        assert run.wait() == 3
        assert run.stdout.read() == b"done\n"

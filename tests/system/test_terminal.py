# SPDX-License-Identifier: GPL-2.0-or-later
"""On a real terminal: whose it is, Ctrl-C, Ctrl-Z, and the shell's job control."""

import signal

import pytest

from box import DSPROXY
from sound import decode, ramp
from terminal import Terminal

PLAY = "python3 -c 'import oss; fd = oss.dsp(); oss.play(fd, oss.ramp(10**6))'"


@pytest.fixture
def terminal(box):
    with Terminal(box) as terminal:
        yield terminal


def test_the_terminal_is_the_program_s_own(box, terminal):
    terminal.type(f"{DSPROXY} run -q -- sh -c 'tty; test -t 0 -a -t 1 -a -t 2 && echo all'")
    terminal.expect(terminal.name)
    terminal.expect("all")


def test_ctrl_c_ends_the_program_and_the_recording_is_playable(box, terminal):
    terminal.type(f"{DSPROXY} run --record out.wav -- {PLAY}")
    terminal.expect("0:00:01.")
    terminal.press("\x03")
    terminal.expect("out.wav holds")
    terminal.type("echo status $?")
    terminal.expect("status 130")
    pcm = decode(box / "out.wav")
    assert len(pcm) > 40000
    assert pcm == ramp(len(pcm) // 4)


def test_a_program_that_handles_ctrl_c_decides_itself(box, terminal):
    box.write("program", """if True:
        import os, signal, time
        signal.signal(signal.SIGINT, lambda *_: (os.write(1, b"handled"), os._exit(9)))
        os.write(1, b"waiting\\n")
        time.sleep(30)
    """)
    terminal.type(f"{DSPROXY} run -q -- python3 program")
    terminal.expect("waiting")
    terminal.press("\x03")
    terminal.expect("handled")
    terminal.type("echo status $?")
    terminal.expect("status 9")


def test_ctrl_c_is_delivered_once(box, terminal):
    box.write("program", """if True:
        import os, signal, time
        count = 0
        def handler(*_):
            global count
            count += 1
        signal.signal(signal.SIGINT, handler)
        os.write(1, b"waiting\\n")
        while count == 0:
            time.sleep(0.01)
        time.sleep(0.3)
        print("count", count)
    """)
    terminal.type(f"{DSPROXY} run -q -- python3 program")
    terminal.expect("waiting")
    terminal.press("\x03")
    terminal.expect("count 1\r\n")


def test_ctrl_z_and_fg(box, terminal):
    terminal.type(f"{DSPROXY} run --record out.wav -- {PLAY}; echo over")
    terminal.expect("0:00:01.")
    terminal.press("\x1a")
    terminal.expect("Stopped")
    terminal.type("jobs; echo status $?")
    terminal.expect("status 0")
    terminal.type("fg")
    terminal.expect("0:00:02.")
    terminal.press("\x03")
    terminal.expect("out.wav holds")
    pcm = decode(box / "out.wav")
    assert pcm == ramp(len(pcm) // 4)


def test_ctrl_z_bg_and_fg_of_an_idle_program(box, terminal):
    # One process only: a shell that is stopped inside vfork() never tells.
    box.write("program", "import os, time; os.write(1, b'ready\\n'); time.sleep(1); print('done')")
    terminal.type(f"{DSPROXY} run -q -- python3 program")
    terminal.expect("ready")
    terminal.press("\x1a")
    terminal.expect("Stopped")
    terminal.type("bg")
    terminal.expect("done")
    terminal.type("wait; echo status $?")
    terminal.expect("status 0")


def test_hanging_up_ends_the_program(user_box):
    with Terminal(user_box) as terminal:
        terminal.type(f"{DSPROXY} run --record out.wav -- {PLAY}")
        terminal.expect("0:00:01.")
        terminal.hang_up()
        terminal.wait()
    pcm = decode(user_box / "out.wav")
    assert len(pcm) > 40000
    assert pcm == ramp(len(pcm) // 4)


def test_the_running_time_is_drawn_in_place(user_box):
    with Terminal(user_box) as terminal:
        terminal.type(f"{DSPROXY} run --log log --record out.wav -- {PLAY}")
        terminal.expect("\r\x1b[K0:00:01.")
        terminal.press("\x03")
        terminal.expect(" captured\r\n")


def test_a_program_in_the_background_may_write_to_the_terminal(user_box):
    with Terminal(user_box) as terminal:
        terminal.type(f"{DSPROXY} run --record out.wav -- sh -c 'echo aaaaaaaaaaaa >/dev/dsp' &")
        terminal.expect("out.wav holds")
        terminal.type("wait %1; echo status $?")
        terminal.expect("status 0")


def test_quit(box, terminal):
    terminal.type(f"{DSPROXY} run -q --record out.wav -- {PLAY}")
    terminal.wait_for_program("python3")
    terminal.press("\x1c")
    terminal.expect("Quit")
    terminal.type("echo status $?")
    terminal.expect(f"status {128 + signal.SIGQUIT}")

# SPDX-License-Identifier: GPL-2.0-or-later
"""Standard streams, terminal and environment are the program's own."""

import os
import select

from box import DSPROXY, command
from sound import noise, ramp

PLAY = "cat in > /dev/audio"


def test_standard_input_is_the_program_s(box):
    data = os.urandom(300000)
    run = box.dsproxy("-q", "cat", feed=data)
    assert run.status == 0 and run.out == data


def test_standard_output_is_not_polluted(box):
    box.write("in", noise(0.1, frame=1))
    run = box.shell("--pace free --record out.wav", f"echo before; {PLAY}; echo after")
    assert run.text == "before\nafter\n"
    assert "captured" in run.messages


def test_quiet_is_quiet(box):
    box.write("in", noise(0.1, frame=1))
    run = box.shell("-q --pace free", f"echo own >&2; {PLAY}")
    assert run.messages == "own\n"


def test_a_pipe_ends_when_the_program_ends(user_box):
    program = "echo x; (exec >/dev/null; sleep 1) & exit 3"
    script = f"{DSPROXY} run -q -- sh -c '{program}' | cat; echo end"
    run = user_box.run("bash", "-c", script)
    assert run.text == "x\nend\n"


WAIT = "until test -e go; do sleep 0.02; done"


def test_who_reads_the_output_sees_its_end_at_once(user_box):
    # The program closes its output and goes on.
    script = f"echo x; exec >/dev/null 2>&1; {WAIT}"
    with user_box.start_dsproxy("-q", "sh", "-c", script) as run:
        assert run.stdout.readline() == b"x\n"
        ended, _, _ = select.select([run.stdout], [], [], 3)
        user_box.write("go", "")
        assert ended, "somebody still holds the standard output"
        assert run.stdout.read() == b""


def test_who_writes_the_input_gets_a_broken_pipe(user_box):
    script = f"exec </dev/null; echo closed; {WAIT}"
    with user_box.start_dsproxy("-q", "sh", "-c", script, stdin=-1) as run:
        assert run.stdout.readline() == b"closed\n"
        error = select.poll()
        error.register(run.stdin, 0)
        broken = error.poll(3000)
        user_box.write("go", "")
        assert broken, "somebody still holds the standard input"


def test_samples_on_standard_output(box):
    box.write("in", noise(0.2, frame=1))
    run = box.run("bash", "-c", f"{DSPROXY} run -q --pace free --to stdout -- "
                  f"sh -c '{PLAY}' | cmp - in; echo ${{PIPESTATUS[*]}}")
    assert run.text == "0 0\n", run


def test_a_dash_records_to_standard_output(box):
    data = noise(0.2, frame=1)
    box.write("in", data)
    run = box.shell("-q --pace free --record -", PLAY)
    assert run.status == 0 and run.out == data


def test_a_reader_that_leaves_does_not_stop_the_program(user_box):
    user_box.write("in", noise(2, frame=1))
    run = f"{DSPROXY} run -q --pace free --to stdout -- sh -c '{PLAY}; echo ok >&2'"
    script = f"{run} | head -c 9 | wc -c"
    run = user_box.run("bash", "-c", script)
    assert run.text.strip() == "9"
    assert "ok" in run.messages.splitlines(), run
    assert "stdout gets no more, the program plays on" in run.messages


def test_environment_folder_and_descriptors_are_the_same(box):
    script = "env | sort; pwd; umask; ulimit -n; ls -l /proc/self/fd | wc -l"
    own = box.run("sh", "-c", script)
    run = box.shell("-q", script)
    assert run.text == own.text


def test_signals_are_as_they_were(box):
    script = "grep -E '^Sig(Blk|Ign|Cgt)|^ShdPnd' /proc/self/status"
    assert box.shell("-q", f"exec {script}").text == box.run("sh", "-c", f"exec {script}").text


def test_inherited_descriptors_reach_the_program(user_box):
    read, write = os.pipe()
    arguments = command("-q", ["bash", "-c", f"echo through >&{write}"])
    run = user_box.run(*arguments, pass_fds=[write])
    os.close(write)
    with open(read, "rb") as pipe:
        assert pipe.read() == b"through\n"
    assert run.status == 0


def test_a_ramp_with_closed_standard_streams(user_box):
    script = (f"exec {DSPROXY} run -q --pace free --record out.raw -- "
              "python3 -c 'import oss; oss.play(oss.dsp(), oss.ramp(5000))' <&- >&- 2>&-")
    run = user_box.run("sh", "-c", script)
    assert run.status == 0, run
    assert user_box.read("out.raw") == ramp(5000)

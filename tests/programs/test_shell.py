# SPDX-License-Identifier: GPL-2.0-or-later
"""Redirections and the small tools: whatever way the bytes take, they all arrive."""

import pytest

from sound import noise, write_au

FREE = "-q --pace free --record out.raw"

WAYS = {
    "redirection": "cat in > /dev/audio",
    "append": "cat in >> /dev/audio",
    "cp": "cp in /dev/audio",
    "dd": "dd if=in of=/dev/audio bs=1000 status=none",
    "dd to stdout": "dd if=in bs=777 status=none > /dev/audio",
    "tee": "tee /dev/audio < in > copy && cmp in copy",
    "exec": "exec 7>/dev/audio; cat in >&7",
    "exec of stdout": "exec >/dev/audio; cat in",
    "read and write": "exec 5<>/dev/audio; cat in >&5",
    "pipe": "cat in | cat > /dev/audio",
    "many writers": "exec > /dev/audio; head -c 4000 in; tail -c +4001 in",
    "relative": "cd /dev; cat \"$HOME/in\" > audio",
    "roundabout": "cat in > /dev/../dev//./audio",
    "link": "ln -s /dev/audio link; cat in > link",
    "named by number": "exec 8>/dev/audio; cat in > /proc/self/fd/8",
    "dev stdout": "exec > /dev/audio; cat in > /dev/stdout",
    "subshell": "(cat in) > /dev/audio",
    "background": "cat in > /dev/audio & wait",
}

OLD_IDIOM = """if True:
    import os
    os.close(1)
    device = os.open("/dev/audio", os.O_WRONLY)
    if device != 1:
        os.set_inheritable(device, True)
        assert os.dup2(device, 1) == 1
        os.close(device)
    os.execvp("cat", ["cat", "in"])
"""

CLOSE_AND_DUP = """if True:
    import os
    device = os.open("/dev/audio", os.O_WRONLY)
    os.close(1)
    assert os.dup(device) == 1
    os.close(device)
    os.set_inheritable(1, True)
    os.execvp("cat", ["cat", "in"])
"""


@pytest.fixture
def source(box):
    pcm = noise(0.4, frame=1)
    box.write("in", pcm)
    return pcm


@pytest.mark.parametrize("way", WAYS)
def test_every_byte_arrives(box, source, way):
    run = box.shell(FREE, WAYS[way])
    assert run.status == 0, run
    assert box.read("out.raw") == source


@pytest.mark.parametrize("script", [OLD_IDIOM, CLOSE_AND_DUP], ids=["open", "dup"])
def test_the_lowest_number_is_the_standard_output(box, source, script):
    run = box.python(FREE, script)
    assert run.status == 0, run
    assert box.read("out.raw") == source


def test_a_whole_au_file_is_played_as_it_is(box, source):
    write_au(box / "in.au", source)
    run = box.shell(FREE, "cat in.au > /dev/audio")
    assert run.status == 0, run
    assert box.read("out.raw") == box.read("in.au")


def test_bash_dash_and_busy_loops_of_echo(box):
    script = "for i in 1 2 3 4 5 6 7 8; do echo abc$i > /dev/dsp; done"
    for shell in ("bash", "dash"):
        run = box.dsproxy(FREE, shell, "-c", script)
        assert run.status == 0, run
        assert box.read("out.raw") == b"".join(b"abc%d\n" % i for i in range(1, 9))


def test_no_file_of_that_name_is_made(box):
    run = box.shell("-q --pace free", "cd /dev && echo sound > dsp; echo sound > /dev/dsp0")
    assert run.status == 0, run
    look = box.run("sh", "-c", "ls /dev/dsp /dev/dsp0 /dev/audio /dev/mixer")
    assert look.status == 2, look


def test_the_tools_see_a_device(box):
    script = "test -c /dev/dsp && test -w /dev/dsp && ls -lL /dev/dsp && stat -c %F /dev/dsp"
    run = box.shell("-q", script)
    assert run.status == 0, run
    assert run.text.startswith("c") and "14, 3" in run.text
    assert run.text.endswith("character special file\n")

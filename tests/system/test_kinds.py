# SPDX-License-Identifier: GPL-2.0-or-later
"""Every kind of program plays its ramp without a missing, doubled or misplaced frame."""

import os

import pytest

from box import client
from sound import ramp, strip_silence

FREE = "-q --pace free --record out.raw"
COUNT = 44100

i386 = pytest.mark.skipif(os.environ.get("DSPROXY_TEST_I386", "ON") != "ON",
                          reason="built without DSPROXY_TEST_I386")

KINDS = [
    ["ramp"], ["ramp_static"], ["naked"], ["inherit"], ["family"], ["threads", "5"],
    pytest.param(["ramp_i386"], marks=i386), pytest.param(["ramp_i386_static"], marks=i386),
    pytest.param(["naked_i386"], marks=i386),
]
MAPPED = [["mapped"], pytest.param(["mapped_i386"], marks=i386)]


def named(program):
    return program[0]


@pytest.mark.parametrize("program", KINDS, ids=named)
def test_plays_exactly(box, program):
    run = box.dsproxy(FREE, client(program[0]), *program[1:], str(COUNT))
    assert run.status == 0, run
    assert box.read("out.raw") == ramp(COUNT)


@pytest.mark.parametrize("chunk", ["1", "7", "1023", "4096", "44100"])
def test_the_size_of_writes_does_not_matter(user_box, chunk):
    run = user_box.dsproxy(FREE, client("ramp"), str(COUNT), chunk)
    assert run.status == 0, run
    assert user_box.read("out.raw") == ramp(COUNT)


@pytest.mark.parametrize("program", MAPPED, ids=named)
def test_a_mapped_buffer_is_played_exactly(box, program):
    run = box.dsproxy("-q --record out.raw", client(program[0]), str(COUNT))
    assert run.status == 0, run
    assert strip_silence(box.read("out.raw")) == ramp(COUNT)


@pytest.mark.limit(15)
@pytest.mark.parametrize("program", MAPPED, ids=named)
def test_a_mapped_buffer_under_free_pace_ends(user_box, program):
    run = user_box.dsproxy(FREE, "timeout", "-s", "KILL", "8", client(program[0]), "8192")
    assert run.status == 0, run
    assert strip_silence(user_box.read("out.raw")) == ramp(8192)


@pytest.mark.parametrize("pace", ["free", "realtime"])
def test_threads_with_streams_of_their_own(user_box, pace):
    run = user_box.dsproxy(f"-q --pace {pace} --record out.raw", client("threads"), "8", "22050",
                           "own")
    assert run.status == 0, run
    files = sorted(user_box.path.glob("out*.raw"))
    whole = b"".join(file.read_bytes() for file in files)
    # Streams that follow one another share a file.
    assert len(whole) == 8 * 22050 * 4
    assert all(whole[at:at + 88200] == ramp(22050) for at in range(0, len(whole), 88200))
    if pace == "realtime":
        assert len(files) == 8


def test_a_tree_of_programs_shares_one_device(user_box):
    box = user_box
    script = f"{client('ramp')} 1000; {client('ramp_static')} 500; sh -c '{client('naked')}'"
    run = box.shell(FREE, script)
    assert run.status == 0, run
    assert box.read("out.raw") == ramp(1000) + ramp(500) + ramp(44100)

# SPDX-License-Identifier: GPL-2.0-or-later
"""What path calls see that are looked at with --thorough only."""

import pytest

ASK = """if True:
    import ctypes, os, stat
    libc = ctypes.CDLL(None)
    libc.realpath.restype = ctypes.c_char_p
    print(libc.realpath(b"/dev/../dev//dsp", None) or b"unseen")
    below_dev = os.open("/dev", os.O_PATH)
    try:
        seen = os.lstat("dsp", dir_fd=below_dev)
        print(stat.S_ISCHR(seen.st_mode), os.major(seen.st_rdev))
    except FileNotFoundError:
        print("unseen")
"""


@pytest.fixture(autouse=True)
def machine_without_dsp(box):
    if box.run("test", "-e", "/dev/dsp").status == 0:
        pytest.skip("this machine has a /dev/dsp of its own, which every call sees")


def test_thorough_sees_every_spelling(box):
    assert box.python("-q --thorough", ASK).text == "b'/dev/dsp'\nTrue 14\n"


def test_without_it_these_calls_cost_nothing_and_see_nothing(box):
    assert box.python("-q", ASK).text == "b'unseen'\nunseen\n"

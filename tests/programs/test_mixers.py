# SPDX-License-Identifier: GPL-2.0-or-later
"""Mixer programs: what they set, they and others read back."""

import re

from test_players import ASOUNDRC


def test_amixer_reads_back_what_it_set(box):
    box.write(".asoundrc", ASOUNDRC)
    run = box.shell("-q", "amixer -D oss -q sset Master 30% && amixer -D oss sget Master")
    assert run.status == 0, run
    assert re.search(r"\[30%\]", run.text), run.text


def test_amixer_lists_controls(box):
    box.write(".asoundrc", ASOUNDRC)
    run = box.shell("-q", "amixer -D oss scontrols")
    assert run.status == 0, run
    assert "'Master'" in run.text and "'PCM'" in run.text, run.text


def test_aumix_sets_and_asks(box):
    run = box.shell("-q", "aumix -v 50 -w 30 -q; aumix -v 20; aumix -vq -wq")
    assert run.status == 0, run
    assert re.search(r"^vol 50, 50", run.text, re.M), run.text
    assert re.search(r"^pcm 30, 30", run.text, re.M), run.text
    assert re.search(r"^vol 20, 20", run.text, re.M), run.text


def test_two_mixer_programs_share_one_mixer(box):
    box.write(".asoundrc", ASOUNDRC)
    run = box.shell("-q", "aumix -w 40; amixer -D oss sget PCM")
    assert run.status == 0, run
    assert "[40%]" in run.text, run.text


def test_the_mixer_is_logged(box):
    run = box.shell("--log log", "aumix -v 50")
    assert run.status == 0, run
    assert "SOUND_MIXER_WRITE_VOLUME" in (box / "log").read_text()

# SPDX-License-Identifier: GPL-2.0-or-later
"""At the pace of a sound card: exact as well, and never faster than the music."""

import time

import pytest

from sound import check_exact, check_late, decode, noise, write_wav
from test_players import ASOUNDRC

PROGRAMS = {
    "bplay": (["bplay", "in.wav"], 255),
    "aplay": (["aplay", "-q", "-D", "oss", "in.wav"], 0),
    "ffmpeg": (["ffmpeg", "-nostdin", "-v", "error", "-i", "in.wav", "-f", "oss", "/dev/dsp"], 0),
    "gstreamer": (["gst-launch-1.0", "-q", "filesrc", "location=in.wav", "!", "wavparse", "!",
                   "osssink"], 0),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_plays_at_the_real_rate(user_box, name):
    box = user_box
    source = noise()
    write_wav(box / "in.wav", source)
    box.write(".asoundrc", ASOUNDRC)
    program, status = PROGRAMS[name]
    begin = time.monotonic()
    run = box.dsproxy("-q --record out.wav", *program)
    took = time.monotonic() - begin
    assert run.status == status, run
    captured = decode(box / "out.wav")
    if name == "gstreamer":
        check_late(captured, source)
    else:
        check_exact(captured, source, unwritten=4095 if name == "ffmpeg" else 0)
    # The clock of the device starts with the first full fragment, not before.
    assert took >= 0.9


def test_without_recording_it_plays_into_silence(user_box):
    box = user_box
    write_wav(box / "in.wav", noise())
    begin = time.monotonic()
    run = box.dsproxy("-q", "bplay", "in.wav")
    assert run.status == 255, run
    assert time.monotonic() - begin >= 0.9

# SPDX-License-Identifier: GPL-2.0-or-later
"""Every program of this suite: its recordings and its log come out of its capture again."""

import pytest

from box import CLIENTS
from replay import capture_live, check_capture, check_replay
from sound import convert, noise, write_au, write_wav

ASOUNDRC = "pcm.oss { type oss device /dev/dsp }\nctl.oss { type oss device /dev/mixer }\n"
SDL = {"SDL_AUDIODRIVER": "dsp", "SDL_VIDEODRIVER": "dummy"}
REAL = ()
PLAY = ["filesrc", "location=in.wav", "!", "wavparse", "!"]

FREE = {
    "mpg123": ["mpg123", "-q", "-o", "oss", "in.mp3"],
    "sox": ["sox", "-q", "in.wav", "-t", "ossdsp", "/dev/dsp"],
    "ffmpeg": ["ffmpeg", "-nostdin", "-v", "error", "-i", "in.wav", "-f", "oss", "/dev/dsp"],
    "aplay": ["aplay", "-q", "-D", "oss", "in.wav"],
    "bplay": ["bplay", "in.wav"],
    "cat": ["sh", "-c", "cat in.au > /dev/audio; cat in.au > /dev/dsp"],
    "dd": ["dd", "if=in.au", "of=/dev/dsp", "bs=1000", "status=none"],
    "tee": ["sh", "-c", "tee /dev/dsp /dev/audio < in.au > /dev/null"],
    "cp": ["cp", "in.au", "/dev/audio"],
    "amixer": ["amixer", "-D", "oss", "sset", "PCM", "60%"],
    "aumix": ["aumix", "-v", "50", "-q"],
    "sndstat": ["cat", "/dev/sndstat"],
    "family": [CLIENTS / "family", "3000"],
    "threads": [CLIENTS / "threads", "4", "3000", "own"],
}
REALTIME = {
    "ffplay": ["ffplay", "-v", "error", "-nodisp", "-autoexit", "in.wav"],
    "gstreamer": ["gst-launch-1.0", "-q", *PLAY, "osssink"],
    "mapped": [CLIENTS / "mapped", "30000"],
    "brec": ["brec", "-t", "1", "-b", "16", "-S", "-s", "44100", "heard.raw"],
    "arecord": ["arecord", "-q", "-D", "oss", "-f", "cd", "-d", "1", "heard.wav"],
}


@pytest.fixture
def source(user_box):
    write_wav(user_box / "in.wav", noise())
    write_au(user_box / "in.au", noise(0.5, frame=1))
    convert("ffmpeg", "-v", "error", "-i", user_box / "in.wav", user_box / "in.mp3")
    user_box.write(".asoundrc", ASOUNDRC)


@pytest.mark.parametrize("name", FREE)
def test_as_fast_as_it_goes(user_box, source, name):
    capture_live(user_box, FREE[name])
    assert "log" in check_replay(user_box)
    check_capture(user_box)


@pytest.mark.parametrize("name", REALTIME)
def test_in_real_time(user_box, source, name):
    capture_live(user_box, REALTIME[name], REAL, env=SDL)
    assert "log" in check_replay(user_box)
    check_capture(user_box)

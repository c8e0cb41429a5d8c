# SPDX-License-Identifier: GPL-2.0-or-later
"""Whole runs into every kind of file, judged by the decoders of others."""

import os
import signal
import wave

import pytest

from box import client
from processes import supervisor_of, until
from sound import convert, decode, ffmpeg_decode, ramp

FREE = "-q --pace free"
LOSSLESS = ["wav", "aiff", "caf", "flac"]
# How its makers decode it, into a WAV file.
MAKERS = {"flac": ["flac", "-d", "-s", "-f", "{}", "-o", "own.wav"],
          "mp3": ["mpg123", "-q", "-w", "own.wav", "{}"],
          "ogg": ["oggdec", "-Q", "-o", "own.wav", "{}"],
          "opus": ["opusdec", "--quiet", "{}", "own.wav"]}
TONE = """if True:
    import math, oss, struct
    tone = [int(9000 * math.sin(i / 16)) for i in range(48000)]
    pcm = b"".join(struct.pack("<hh", value, value) for value in tone)
    fd = oss.dsp(rate=48000)
    for i in range({}):
        oss.play(fd, pcm)
"""


def frames_by_its_makers(box, ending):
    command = [word.format(box / f"out.{ending}").replace("own.wav", str(box / "own.wav"))
               for word in MAKERS[ending]]
    convert(*command)
    with wave.open(str(box / "own.wav")) as file:
        return file.getnframes()


@pytest.mark.parametrize("ending", LOSSLESS)
def test_a_lossless_recording_is_exact(user_box, ending):
    run = user_box.dsproxy(f"{FREE} --record out.{ending}", client("ramp"), "44100")
    assert run.status == 0, run
    assert decode(user_box / f"out.{ending}") == ramp(44100)


@pytest.mark.parametrize("ending", MAKERS)
def test_the_length_is_right_to_the_frame(user_box, ending):
    run = user_box.python(f"{FREE} --record out.{ending}", TONE.format(2))
    assert run.status == 0, run
    assert frames_by_its_makers(user_box, ending) == 96000
    assert len(ffmpeg_decode(user_box / f"out.{ending}")) == 4 * 96000


@pytest.mark.parametrize("sink", [
    "flac:out,level=0", "vorbis:out,quality=-1", "opus:out,bitrate=32", "mp3:out,vbr=9"])
def test_options_reach_the_encoder(user_box, sink):
    kind, _, _ = sink.partition(",")
    size = {}
    for wanted in (sink, kind):
        run = user_box.python(["-q", "--pace", "free", "--to", wanted], TONE.format(1))
        assert run.status == 0, run
        size[wanted] = (user_box / "out").stat().st_size
    if kind == "flac:out":
        assert size[sink] > size[kind]
    else:
        assert size[sink] < size[kind]


@pytest.mark.parametrize("sink", ["flac:o,level=9", "vorbis:o,quality=x", "opus:o,bits=8"])
def test_options_are_checked_before_anything_plays(user_box, sink):
    run = user_box.dsproxy(["-q", "--to", sink], "touch", "started")
    assert run.status == 2, run
    assert sink.partition(",")[2] in run.messages
    assert not (user_box / "started").exists()


@pytest.mark.parametrize("ending", [*LOSSLESS, "mp3", "ogg", "opus"])
def test_a_killed_recording_needs_no_repair(user_box, ending):
    box = user_box
    path = box / f"out.{ending}"
    with box.start_dsproxy(["-q", "--record", path.name], "python3", "-c",
                           TONE.format(60)) as keeper:
        def heard():
            return path.exists() and path.stat().st_size > 100 and \
                len(box.run("ffmpeg", "-nostdin", "-v", "quiet", "-i", path.name, "-f", "s16le",
                            "-").out)
        # Decoders differ in what they make of the last, torn piece.
        assert until(lambda: heard() > 4 * 30000, 15)
        os.kill(supervisor_of(keeper.pid), signal.SIGKILL)
        keeper.terminate()
        keeper.communicate()
    assert len(ffmpeg_decode(path)) > 4 * 24000
    if ending in MAKERS:
        assert frames_by_its_makers(box, ending) > 24000


@pytest.mark.parametrize("ending", [*LOSSLESS, "mp3", "ogg", "opus"])
def test_a_folder_that_vanishes_is_said(user_box, ending):
    box = user_box
    assert box.run("mkdir", "there").status == 0
    script = "rm -rf there; echo abcdefgh > /dev/dsp; echo status $?"
    run = box.shell(f"{FREE} --record there/out.{ending}", script)
    assert run.text == "status 0\n", run
    assert f"there/out.{ending}" in run.messages and "No such file" in run.messages

# SPDX-License-Identifier: GPL-2.0-or-later
"""MP3 recordings and their tags, read by mutagen and decoded by mpg123."""

import mutagen.id3
import mutagen.mp3
import pytest

from sound import convert, decode, ramp

TAGS = {"title": "Schöne Grüße – 音楽 🎵", "artist": "Ünïcødé", "album": "Ψ", "year": "2026",
        "track": "7", "genre": "Chiptune", "comment": "a=b; \"quoted\""}
FRAMES = {"title": "TIT2", "artist": "TPE1", "album": "TALB", "year": "TDRC", "track": "TRCK",
          "genre": "TCON"}
SCRIPT = """if True:
    import math, oss, struct
    tone = [int(9000 * math.sin(i / 16)) for i in range(44100)]
    oss.play(oss.dsp(), b"".join(struct.pack("<hh", value, value) for value in tone))
"""


def record(box, *options, script=SCRIPT):
    run = box.python(["-q", "--pace", "free", *options], script)
    assert run.status == 0, run


@pytest.fixture
def tagged(box):
    record(box, "--record", "out.mp3", *(f"--tag={key}={value}" for key, value in TAGS.items()))
    return mutagen.id3.ID3(box / "out.mp3")


def test_every_tag_arrives(tagged):
    for key, frame in FRAMES.items():
        assert str(tagged[frame]) == TAGS[key]
    comments = tagged.getall("COMM")
    assert [str(comment) for comment in comments] == [TAGS["comment"]]


def test_without_tags_there_are_none(user_box):
    record(user_box, "--record", "out.mp3")
    try:
        tags = mutagen.id3.ID3(user_box / "out.mp3")
        assert not [frame for frame in tags if frame != "TSSE"]
    except mutagen.id3.ID3NoHeaderError:
        pass


@pytest.mark.parametrize("settings, bitrate", [("bitrate=64", 64000), ("bitrate=320", 320000)])
def test_constant_rates(user_box, settings, bitrate):
    record(user_box, "--to", f"mp3:out.mp3,{settings}")
    info = mutagen.mp3.MP3(user_box / "out.mp3").info
    assert abs(info.bitrate - bitrate) < 100
    assert (info.sample_rate, info.channels) == (44100, 2)


def test_variable_rates_have_the_right_length(user_box):
    record(user_box, "--to", "mp3:out.mp3,vbr=2,quality=9")
    info = mutagen.mp3.MP3(user_box / "out.mp3").info
    assert info.bitrate_mode == mutagen.mp3.BitrateMode.VBR
    assert abs(info.length - 1) < 0.06


def test_it_sounds(user_box):
    record(user_box, "--record", "out.mp3")
    pcm = convert("mpg123", "-q", "-s", user_box / "out.mp3")
    assert len(pcm) == 44100 * 4
    samples = memoryview(pcm).cast("h")
    assert 8500 < max(samples) < 9500


def test_an_unknown_tag_is_refused(user_box):
    run = user_box.dsproxy(["--tag", "composer=x"], "touch", "started")
    assert run.status == 2, run
    assert "composer" in run.messages
    assert not (user_box / "started").exists()


def test_tags_in_a_wav_do_not_touch_the_sound(user_box):
    script = "import oss; oss.play(oss.dsp(), oss.ramp(5000))"
    record(user_box, "--record", "out.wav", "--tag", "title=" + TAGS["title"], script=script)
    assert decode(user_box / "out.wav") == ramp(5000)

# SPDX-License-Identifier: GPL-2.0-or-later
"""Players of Debian: what dsproxy records is what they had to play, sample by sample."""

import pytest

from sound import check_exact, check_late, convert, decode, noise, strip_silence, write_wav

FREE = ["-q", "--pace", "free", "--record", "out.wav"]
ASOUNDRC = "pcm.oss { type oss device /dev/dsp }\nctl.oss { type oss device /dev/mixer }\n"
SDL = {"SDL_AUDIODRIVER": "dsp", "SDL_VIDEODRIVER": "dummy"}


@pytest.fixture
def source(box):
    pcm = noise()
    write_wav(box / "in.wav", pcm)
    box.write(".asoundrc", ASOUNDRC)
    return pcm


def played(box, *program, status=0, options=FREE, **more):
    run = box.dsproxy(options, *program, **more)
    if status is not None:
        assert run.status == status, run
    return decode(box / "out.wav")


def test_mpg123(box, source):
    convert("ffmpeg", "-v", "error", "-i", box / "in.wav", box / "in.mp3")
    expected = convert("mpg123", "-q", "-s", box / "in.mp3")
    captured = played(box, "mpg123", "-q", "-o", "oss", "in.mp3")
    assert strip_silence(captured) == strip_silence(expected)


def test_sox_16_bit(box, source):
    # At its end sox plays what lies behind its buffer, and may die of that.
    captured = played(box, "sox", "-q", "in.wav", "-t", "ossdsp", "/dev/dsp", status=None)
    check_exact(captured, source, garbage=True)


def test_sox_8_bit(box):
    pcm = noise(frame=1)
    write_wav(box / "in.wav", pcm, channels=1, width=1)
    run = box.dsproxy(FREE, "sox", "-q", "in.wav", "-t", "ossdsp", "/dev/dsp")
    assert run.status == 0, run
    assert convert("sox", box / "out.wav", "-t", "raw", "-")[:len(pcm)] == pcm


def test_ffmpeg(box, source):
    captured = played(box, "ffmpeg", "-nostdin", "-v", "error", "-i", "in.wav", "-f", "oss",
                      "/dev/dsp")
    # It drops a last block that is not full.
    check_exact(captured, source, unwritten=len(source) % 4096)


def test_ffplay_as_all_programs_of_sdl2(box, source):
    captured = played(box, "ffplay", "-v", "error", "-nodisp", "-autoexit", "in.wav", env=SDL,
                      options=["-q", "--record", "out.wav"])
    # SDL plays whole blocks of 4096 bytes, and ffplay may end before its last ones.
    check_exact(captured, source, unwritten=3 * 4096)


def test_gstreamer_osssink(box, source):
    captured = played(box, "gst-launch-1.0", "-q", "filesrc", "location=in.wav", "!", "wavparse",
                      "!", "osssink", options=["-q", "--record", "out.wav"])
    # One thread of it plays whatever the other has decoded by then.
    check_late(captured, source)


def test_gstreamer_oss4sink(box, source):
    captured = played(box, "gst-launch-1.0", "-q", "filesrc", "location=in.wav", "!", "wavparse",
                      "!", "oss4sink", options=["-q", "--record", "out.wav"])
    check_late(captured, source)


def test_gstreamer_oss4sink_learns_politely_that_this_is_version_3(box, source):
    run = box.dsproxy([*FREE, "--oss-version", "3"], "gst-launch-1.0", "-q", "filesrc",
                      "location=in.wav", "!", "wavparse", "!", "oss4sink")
    assert run.status > 0, run
    assert "Try the 'osssink' element instead" in run.messages, run
    assert not (box / "out.wav").exists()


def test_aplay(box, source):
    check_exact(played(box, "aplay", "-q", "-D", "oss", "in.wav"), source)


def test_bplay(box, source):
    # 255 is how it always ends.
    assert strip_silence(played(box, "bplay", "in.wav", status=255)) == source


def test_python(box, source):
    script = """if True:
        import oss, wave
        fd = oss.dsp()
        oss.play(fd, wave.open("in.wav").readframes(10**9))
        oss.ask(fd, oss.SYNC)
    """
    run = box.python(FREE, script)
    assert run.status == 0, run
    assert decode(box / "out.wav") == source

# SPDX-License-Identifier: GPL-2.0-or-later
"""A program that changes its format while it plays."""

import pytest

from sound import decode, ffmpeg_decode, probe, ramp

# As much as the recorded format: the frames of each stretch at 44100 Hz, rounded to the nearest.
SCRIPT = """if True:
    import oss
    fd = oss.dsp()
    oss.play(fd, oss.ramp(1000))
    oss.ask(fd, oss.SYNC)
    oss.ask(fd, oss.SPEED, 48000)
    oss.play(fd, bytes(4 * 4801))
    oss.ask(fd, oss.SYNC)
    oss.ask(fd, oss.SETFMT, oss.U8)
    oss.ask(fd, oss.CHANNELS, 1)
    oss.ask(fd, oss.SPEED, 8000)
    oss.play(fd, bytes([128]) * 801)
    oss.ask(fd, oss.SYNC)
    oss.ask(fd, oss.SETFMT, oss.S16_LE)
    oss.ask(fd, oss.CHANNELS, 2)
    oss.ask(fd, oss.SPEED, 44100)
    oss.play(fd, oss.ramp(500, 5000))
"""
SILENT = 4411 + 4416


@pytest.mark.parametrize("ending", ["wav", "flac"])
def test_convert_keeps_one_file_to_the_frame(user_box, ending):
    box = user_box
    run = box.python(f"-q --pace free --on-format-change convert --record out.{ending}", SCRIPT)
    assert run.status == 0, run
    pcm = decode(box / f"out.{ending}")
    assert len(pcm) == 4 * (1000 + SILENT + 500)
    assert pcm.startswith(ramp(1000))
    assert pcm.endswith(ramp(500, 5000))
    assert not any(pcm[4000:-2000])
    assert not (box / f"out-2.{ending}").exists()
    assert f"out.{ending} holds 0:00:00." in run.messages, run


def test_split_keeps_each_format_as_it_is(user_box):
    box = user_box
    run = box.python("-q --pace free --record out.wav", SCRIPT)
    assert run.status == 0, run
    assert decode(box / "out.wav") == ramp(1000)
    assert probe(box / "out-2.wav")["sample_rate"] == "48000"
    assert len(ffmpeg_decode(box / "out-2.wav")) == 4 * 4801
    assert probe(box / "out-3.wav")["codec_name"] == "pcm_u8"
    assert decode(box / "out-4.wav") == ramp(500, 5000)


def test_a_program_that_opens_again(user_box):
    box = user_box
    script = """if True:
        import oss, os
        for rate in (44100, 22050, 44100):
            fd = oss.dsp(rate=rate)
            oss.play(fd, bytes(4 * 2205))
            os.close(fd)
    """
    run = box.python("-q --pace free --on-format-change=convert --record out.raw", script)
    assert run.status == 0, run
    assert len(box.read("out.raw")) == 4 * (2205 + 4410 + 2205)


def test_the_choice_is_checked(user_box):
    run = user_box.dsproxy("--on-format-change merge --record out.wav", "true")
    assert run.status == 2
    assert run.messages == "dsproxy: --on-format-change merge is unknown; choose split or convert\n"

# SPDX-License-Identifier: GPL-2.0-or-later
"""What recordings become when several, odd, long or impossible ones are asked for."""

import os
import shutil

import pytest

from sound import convert, decode, ffmpeg_decode, noise, probe, ramp, write_au

FREE = "-q --pace free"
FORMATS = """if True:
    import oss, os
    fd = oss.dsp()
    oss.play(fd, oss.ramp(3000))
    oss.ask(fd, oss.SYNC)
    oss.ask(fd, oss.SPEED, 22050)
    oss.play(fd, oss.ramp(2000))
"""
TWO = """if True:
    import oss, os
    a, b = oss.dsp(), oss.dsp()
    for i in range(20):
        oss.play(a, oss.ramp(500, 1 + 500 * i))
        oss.play(b, oss.ramp(500, 100001 + 500 * i))
"""


def play(box, options, count=5000):
    run = box.python(options, f"import oss; oss.play(oss.dsp(), oss.ramp({count}))")
    assert run.status == 0, run
    return run


def test_several_recordings_at_once(box):
    play(box, FREE + " --record a.wav --record b.raw --to wav:c --to raw:d --to null")
    assert decode(box / "a.wav") == box.read("b.raw") == box.read("d") == ramp(5000)
    assert ffmpeg_decode(box / "c") == ramp(5000)


def test_a_change_of_format_begins_a_new_file(box):
    run = box.python(FREE + " --record out.wav", FORMATS)
    assert run.status == 0, run
    assert decode(box / "out.wav") == ramp(3000)
    assert probe(box / "out.wav")["sample_rate"] == "44100"
    assert decode(box / "out-2.wav") == ramp(2000)
    assert probe(box / "out-2.wav")["sample_rate"] == "22050"


def test_two_streams_at_once_are_two_files(box):
    run = box.python(FREE + " --record out.wav", TWO)
    assert run.status == 0, run
    assert decode(box / "out.wav") == ramp(10000)
    assert decode(box / "out-2.wav") == ramp(10000, 100001)
    assert not (box / "out-3.wav").exists()


def test_one_after_the_other_is_one_recording(box):
    a, b = noise(0.1, 1, frame=1), noise(0.2, 2, frame=1)
    write_au(box / "a.au", a)
    write_au(box / "b.au", b)
    run = box.shell(FREE + " --record out.raw",
                    "cat a.au >/dev/audio; cat b.au >/dev/audio")
    assert run.status == 0, run
    assert box.read("out.raw") == box.read("a.au") + box.read("b.au")
    assert not (box / "out-2.raw").exists()


def test_nothing_played_makes_no_recording(box):
    run = box.shell(FREE + " --record out.wav", ": > /dev/dsp")
    assert run.status == 0, run
    assert not (box / "out.wav").exists()


@pytest.mark.parametrize("place, reason", [
    ("locked/out.wav", "Permission denied"), ("missing/out.wav", "No such file"),
    ("folder.wav", "directory")])
def test_an_impossible_place_is_said_before_the_program_starts(user_box, place, reason):
    box = user_box
    (box / "locked").mkdir(mode=0o555)
    (box / "folder.wav").mkdir()
    run = box.dsproxy(["-q", "--record", place], "touch", "started")
    assert run.status == 126, run
    assert run.messages.startswith("dsproxy: ") and place in run.messages
    assert reason in run.messages
    assert not (box / "started").exists()


def test_a_folder_that_vanishes_is_said_and_the_program_plays_on(box):
    assert box.run("mkdir", "there").status == 0
    script = "rm -rf there; echo abcdefgh > /dev/dsp; echo status $?"
    run = box.shell(FREE + " --record there/out.wav", script)
    assert run.text == "status 0\n", run
    assert "there/out.wav" in run.messages and "No such file" in run.messages


def test_a_recording_that_is_moved_away_goes_on(box):
    script = """if True:
        import oss, os, time
        fd = oss.dsp()
        oss.play(fd, oss.ramp(30000))
        oss.ask(fd, oss.SYNC)
        while not os.path.exists("out.wav"):
            time.sleep(0.01)
        os.rename("out.wav", "moved.wav")
        oss.play(fd, oss.ramp(1000, 30001))
    """
    run = box.python("-q --record out.wav", script)
    assert run.status == 0, run
    assert decode(box / "moved.wav") == ramp(31000)


@pytest.mark.parametrize("afmt, width, codec", [
    (8, 1, "pcm_u8"), (16, 2, "pcm_s16le"), (0x1000, 4, "pcm_s32le"), (1, 1, "pcm_mulaw"),
    (2, 1, "pcm_alaw"), (0x4000, 4, "pcm_f32le"), (0x8000, 4, "pcm_s32le")])
def test_a_wav_of_every_format_that_wav_knows(user_box, afmt, width, codec):
    data = noise(0.1, frame=2 * width)
    user_box.write("in", data)
    run = user_box.python(FREE + " --record out.wav --record out.raw",
                          f"import oss; oss.play(oss.dsp(afmt={afmt}), open('in', 'rb').read())")
    assert run.status == 0, run
    assert user_box.read("out.raw") == data
    wav = probe(user_box / "out.wav")
    assert (wav["sample_rate"], wav["channels"]) == ("44100", "2")
    if codec != "pcm_f32le":
        assert wav["codec_name"] in (codec, "pcm_s24le")
    frames = convert("sox", "--i", "-s", user_box / "out.wav")
    assert int(frames) == 4410


def test_the_limit_of_file_size_is_like_a_full_disk(user_box):
    script = "import oss; oss.play(oss.dsp(), oss.ramp(200000)); print('went on')"
    run = user_box.run("bash", "-c", "ulimit -f 400; trap '' XFSZ; exec \"$@\"", "bash",
                       os.environ["DSPROXY"], "run", "-q", "--pace", "free", "--record",
                       "out.wav", "--", "python3", "-c", script)
    assert run.text == "went on\n", run
    assert "the program plays on" in run.messages, run
    pcm = decode(user_box / "out.wav")
    assert len(pcm) > 350000 and pcm == ramp(len(pcm) // 4)


@pytest.mark.limit(600)
@pytest.mark.skipif(os.environ.get("DSPROXY_BIG") != "1", reason="4 GiB: DSPROXY_BIG=1 runs it")
def test_beyond_4_gib_a_wav_becomes_rf64(user_box):
    box = user_box
    assert shutil.disk_usage(box.path).free > 6 << 30
    script = """if True:
        import oss
        fd = oss.dsp()
        block = oss.ramp(1 << 18)
        for i in range(4100):
            oss.play(fd, block)
        oss.play(fd, oss.ramp(1000, 1 << 30))
    """
    run = box.python(FREE + " --record out.wav", script)
    assert run.status == 0, run
    with open(box / "out.wav", "rb") as file:
        assert file.read(4) == b"RF64"
        file.seek(-4000, os.SEEK_END)
        assert file.read() == ramp(1000, 1 << 30)
    frames = 4100 * (1 << 18) + 1000
    duration = float(probe(box / "out.wav")["duration"])
    assert abs(duration - frames / 44100) < 0.01

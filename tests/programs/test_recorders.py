# SPDX-License-Identifier: GPL-2.0-or-later
"""Programs that record: they hear the file of --input, or silence at the real rate."""

import time

import pytest

from sound import convert, noise, write_wav
from test_players import ASOUNDRC

SOX = ["sox", "-q", "-t", "ossdsp", "-r", "44100", "-c", "2", "-b", "16", "-e", "signed",
       "/dev/dsp", "-t", "raw", "out.raw", "trim", "0", "0.5"]
FFMPEG = ["ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "oss", "-sample_rate", "44100",
          "-channels", "2", "-i", "/dev/dsp", "-t", "0.5", "-c", "copy", "-f", "s16le", "out.raw"]
GSTREAMER = ["gst-launch-1.0", "-q", "osssrc", "num-buffers=100", "!",
             "audio/x-raw,format=S16LE,rate=44100,channels=2", "!", "filesink",
             "location=out.raw"]
# Its buffers are larger.
GSTREAMER4 = [{"osssrc": "oss4src", "num-buffers=100": "num-buffers=20"}.get(word, word)
              for word in GSTREAMER]
ARECORD = ["arecord", "-q", "-D", "oss", "-f", "cd", "-t", "raw", "-d", "1", "out.raw"]
BREC = ["brec", "-t", "1", "-b", "16", "-S", "-s", "44100", "out.raw"]

READ = """if True:
    import os, oss, sys
    afmt, channels, rate, count = map(int, sys.argv[1:])
    fd = oss.dsp(os.O_RDONLY, afmt, channels, rate)
    with open("out.raw", "wb") as out:
        while out.tell() < count:
            out.write(os.read(fd, min(4000, count - out.tell())))
"""


@pytest.fixture
def source(box):
    pcm = noise(1.5)
    write_wav(box / "in.wav", pcm)
    box.write(".asoundrc", ASOUNDRC)
    return pcm


def heard(box, program, *options):
    run = box.dsproxy(["-q", *options], *program)
    # 255 is how brec always ends.
    assert run.status == (255 if program is BREC else 0), run
    return box.read("out.raw")


@pytest.mark.parametrize("program", [SOX, FFMPEG, GSTREAMER, GSTREAMER4, ARECORD, BREC],
                         ids=lambda program: program[2] if "gst" in program[0] else program[0])
def test_hears_the_input_exactly(box, source, program):
    pcm = heard(box, program, "--input", "in.wav")
    assert len(pcm) >= 0.4 * 44100 * 4
    assert pcm == source[:len(pcm)]


def test_hears_a_flac(box, source):
    convert("ffmpeg", "-v", "error", "-i", box / "in.wav", box / "in.flac")
    pcm = heard(box, SOX, "--input", "in.flac")
    assert len(pcm) == 88200
    assert pcm == source[:len(pcm)]


def test_hears_silence_at_the_real_rate(box):
    begin = time.monotonic()
    pcm = heard(box, SOX)
    assert pcm == bytes(88200)
    assert time.monotonic() - begin >= 0.45


def read_python(box, afmt, channels, rate, count, *options):
    run = box.python(["-q", *options], READ, afmt, channels, rate, count)
    assert run.status == 0, run
    return box.read("out.raw")


def test_after_its_end_the_input_is_silent(user_box):
    source = noise(0.2)
    write_wav(user_box / "in.wav", source)
    pcm = read_python(user_box, 16, 2, 44100, 88200, "--input", "in.wav")
    assert pcm[:len(source)] == source
    assert not any(pcm[len(source):])


def test_mono_input_is_heard_on_both_sides(user_box):
    left = noise(0.3, frame=2)
    write_wav(user_box / "in.wav", left, channels=1)
    pcm = read_python(user_box, 16, 2, 44100, 40000, "--input", "in.wav")
    assert pcm[0::4] == pcm[2::4] == left[0::2][:10000]
    assert pcm[1::4] == pcm[3::4] == left[1::2][:10000]


def test_a_wider_format_is_exact(user_box):
    source = noise(0.3)
    write_wav(user_box / "in.wav", source)
    pcm = read_python(user_box, 0x1000, 2, 44100, 80000, "--input", "in.wav")
    assert pcm[2::4] == source[0::2][:20000]
    assert pcm[3::4] == source[1::2][:20000]
    assert not any(pcm[0::4]) and not any(pcm[1::4])


def test_another_rate_keeps_the_tone(user_box):
    convert("sox", "-n", "-r", "48000", "-c", "1", "-b", "16", user_box / "in.wav", "synth", "1",
            "sine", "1000", "vol", "0.5")
    pcm = read_python(user_box, 16, 1, 8000, 12000, "--input", "in.wav")
    samples = memoryview(pcm).cast("h")[1000:5000]
    rises = sum(a < 0 <= b for a, b in zip(samples, samples[1:]))
    assert abs(rises - 500) <= 1
    assert 15000 < max(samples) < 17500


def test_a_missing_input_is_said_before_the_program_starts(user_box):
    run = user_box.shell("-q --input nothing.wav", "touch started")
    assert run.status == 126
    assert "nothing.wav" in run.messages and "No such file" in run.messages
    assert not (user_box / "started").exists()


SLOW = """if True:
    import os, oss, time
    fd = os.open("/dev/dsp", os.O_RDONLY)
    oss.ask(fd, oss.CHANNELS, 1)
    time.sleep(0.3)
    oss.ask(fd, oss.SETFRAGMENT, 4 << 16 | 14)
    oss.ask(fd, oss.CHANNELS, 2)
    oss.ask(fd, oss.SETFMT, oss.S16_LE)
    oss.ask(fd, oss.SPEED, 44100)
    with open("out.raw", "wb") as out:
        for i in range(1000):
            out.write(os.read(fd, 100))
"""


def test_who_takes_time_to_choose_a_format_hears_all_from_the_beginning(user_box):
    source = noise()
    write_wav(user_box / "in.wav", source)
    run = user_box.python("-q --input in.wav", SLOW)
    assert run.status == 0, run
    pcm = user_box.read("out.raw")
    assert len(pcm) == 100000
    assert pcm == source[:100000]


def test_each_stream_hears_the_input_from_its_beginning(user_box):
    source = noise(0.3)
    write_wav(user_box / "in.wav", source)
    for _ in range(2):
        assert read_python(user_box, 16, 2, 44100, 40000, "--input", "in.wav") == source[:40000]

# SPDX-License-Identifier: GPL-2.0-or-later
"""Sound to play, and the judge of what came out. Recordings are decoded by other people's tools."""

import random
import struct
import subprocess
import wave

RATE = 44100


def noise(seconds=1, seed=1, frame=4):
    """Every frame is something else, and none is silent."""
    count = int(seconds * RATE)
    data = bytearray(random.Random(seed).randbytes(count * frame))
    for at in range(0, len(data), frame):
        data[at] |= 1
    return bytes(data)


def ramp(count, first=1):
    return struct.pack(f"<{count}I", *range(first, first + count))


def write_wav(path, pcm, channels=2, rate=RATE, width=2):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(pcm)
    return path


def write_au(path, pcm, encoding=1, rate=8000, channels=1):
    header = struct.pack(">4s5I", b".snd", 24, len(pcm), encoding, rate, channels)
    path.write_bytes(header + pcm)
    return path


def convert(*arguments):
    done = subprocess.run([str(argument) for argument in arguments], stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=20)
    assert done.returncode == 0, done
    return done.stdout


def ffmpeg_decode(path, sample="s16le"):
    return convert("ffmpeg", "-nostdin", "-v", "error", "-i", path, "-f", sample, "-")


def sox_decode(path):
    return convert("sox", path, "-t", "raw", "-")


def probe(path):
    """What ffprobe says about the file: {"codec_name": ..., "sample_rate": ...}."""
    text = convert("ffprobe", "-v", "error", "-show_entries", "stream", "-of", "flat", path)
    pairs = (line.split("=", 1) for line in text.decode().splitlines())
    return {key.removeprefix("streams.stream.0."): value.strip('"') for key, value in pairs}


def decode(path):
    """By two programs that must agree. 16-bit samples."""
    samples = ffmpeg_decode(path)
    assert samples == sox_decode(path)
    return samples


def strip_silence(pcm, frame=4):
    silent = bytes(frame)
    start, end = 0, len(pcm) // frame * frame
    while start < end and pcm[start:start + frame] == silent:
        start += frame
    while end > start and pcm[end - frame:end] == silent:
        end -= frame
    return pcm[start:end]


def first_difference(a, b):
    shorter = min(len(a), len(b))
    return next((at for at in range(shorter) if a[at] != b[at]), shorter)


def check_late(captured, source):
    """CAPTURED is SOURCE, but where the program itself was late it played silence instead."""
    got = strip_silence(captured)
    assert len(got) == len(source)
    wrong = sum(heard not in (0, meant) for heard, meant in zip(got, source))
    assert wrong == 0, f"{wrong} wrong bytes"
    assert sum(map(int.__eq__, got, source)) > 0.9 * len(source)


def check_exact(captured, source, *, unwritten=0, garbage=False):
    """CAPTURED is SOURCE with silence around it that the program made.

    unwritten: that many bytes at the end are never written by the program;
    garbage: it writes more than it has.
    """
    got = strip_silence(captured)
    same = first_difference(got, source)
    assert same >= len(source) - unwritten, \
        f"differs at byte {same} of {len(source)}, got {len(got)}"
    if not garbage:
        assert len(got) <= len(source), f"{len(got) - len(source)} bytes too many"

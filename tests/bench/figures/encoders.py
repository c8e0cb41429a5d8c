# SPDX-License-Identifier: GPL-2.0-or-later
"""Processor time that each encoder takes for an hour of stereo, and its own makers' program.

Both read the same samples from a file, with the same settings, and write a file; ours does it
through the sink that a recording goes to, without a program that plays.
"""

import os

from measure.command import processor, run
from measure.result import in_turn, median, ratio, report

SECONDS = 60
ROUNDS = 7
# A chord over noise: something to search for, and something that does not compress.
MUSIC = ["synth", str(SECONDS), "pluck", "110", "pluck", "164.81",
         "synth", str(SECONDS), "pinknoise", "mix", "gain", "-3"]
# Our sink, the rate, and the peer's command.
ENCODERS = {
    "mp3": ("mp3:{out},vbr=2,quality=3", 44100, ["lame", "--quiet", "-V2", "-q3", "{in}", "{out}"]),
    "flac": ("flac:{out},level=5", 44100, ["flac", "-s", "-5", "-f", "-o", "{out}", "{in}"]),
    "vorbis": ("vorbis:{out},quality=3", 44100, ["oggenc", "-Q", "-q3", "-o", "{out}", "{in}"]),
    "opus": ("opus:{out},bitrate=96", 48000,
             ["opusenc", "--quiet", "--bitrate", "96", "{in}", "{out}"]),
    # With our resampler against theirs.
    "opus-44100": ("opus:{out},bitrate=96", 44100,
                   ["opusenc", "--quiet", "--bitrate", "96", "{in}", "{out}"]),
}


def _samples(directory, rate):
    path = os.path.join(directory, str(rate))
    if not os.path.exists(path + ".wav"):
        run(["sox", "-R", "-n", "-r", str(rate), "-c", "2", "-b", "16", path + ".wav", *MUSIC])
        run(["sox", path + ".wav", "-t", "raw", path + ".raw"])
    return path


def measure(build, directory):
    for name, (sink, rate, peer) in ENCODERS.items():
        samples = _samples(directory, rate)
        ours = build.helper("encode", sink.format(out=os.path.join(directory, "ours")), 2, rate,
                            samples + ".raw")
        theirs = [word.replace("{in}", samples + ".wav")
                  .replace("{out}", os.path.join(directory, "theirs")) for word in peer]
        values = in_turn({f"encode-{name}": lambda command=ours: processor(command),
                          peer[0]: lambda command=theirs: processor(command)}, ROUNDS)
        hour = 3600 / SECONDS
        report(f"encode-{name}", hour * median(values[f"encode-{name}"]), "s/h")
        report(f"encode-{name}-{peer[0]}", hour * median(values[peer[0]]), "s/h")
        report(f"encode-{name}/{peer[0]}", ratio(values, f"encode-{name}", peer[0]), "ratio",
               at_most=1.05)

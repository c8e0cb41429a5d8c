# SPDX-License-Identifier: GPL-2.0-or-later
"""Eight equal files to MP3, one after the other and two at a time."""

import os

from measure.command import seconds
from measure.result import Unmeasurable, in_turn, median, ratio, report

FILES = 8
AUDIO = 40  # seconds of each


def _sounds(directory):
    first = os.path.join(directory, "0.wav")
    seconds(["ffmpeg", "-v", "error", "-f", "lavfi", "-i",
             f"anoisesrc=color=pink:seed=1:r=44100:d={AUDIO}", "-ac", "2", first])
    names = [first]
    for number in range(1, FILES):
        names.append(os.path.join(directory, f"{number}.wav"))
        os.link(first, names[-1])
    return names


def measure(build, directory):
    if len(os.sched_getaffinity(0)) < 2:
        raise Unmeasurable("two processors are needed")
    sounds = _sounds(directory)
    command = build.export(*sounds, "--format", "mp3", "-o", directory, "--force", "--quiet")
    values = in_turn({"export-1": lambda: seconds([*command, "-j1"], timeout=120),
                      "export-2": lambda: seconds([*command, "-j2"], timeout=120)}, rounds=5)
    report("export-1", FILES * AUDIO / median(values["export-1"]), "x real time")
    report("export-1/2", ratio(values, "export-1", "export-2"), "ratio", at_least=1.8)

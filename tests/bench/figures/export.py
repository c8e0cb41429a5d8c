# SPDX-License-Identifier: GPL-2.0-or-later
"""Eight equal files to MP3, one after the other and two at a time. Beside the time, what the work
costs the processors: that tells a busy machine from threads that hinder each other.
"""

import os
import resource

from measure.command import seconds
from measure.result import Unmeasurable, in_turn, median, ratio, report

FILES = 8
AUDIO = 40  # seconds of each
ROUNDS = 5


def _sounds(directory):
    first = os.path.join(directory, "0.wav")
    seconds(["ffmpeg", "-v", "error", "-f", "lavfi", "-i",
             f"anoisesrc=color=pink:seed=1:r=44100:d={AUDIO}", "-ac", "2", first])
    names = [first]
    for number in range(1, FILES):
        names.append(os.path.join(directory, f"{number}.wav"))
        os.link(first, names[-1])
    return names


def _processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _measure(command, spent):
    """Returns the seconds; appends those of the processors to SPENT."""
    before = _processor_seconds()
    took = seconds(command, timeout=120)
    spent.append(_processor_seconds() - before)
    return took


def measure(build, directory):
    if len(os.sched_getaffinity(0)) < 2:
        raise Unmeasurable("two processors are needed")
    command = build.export(*_sounds(directory), "--format", "mp3", "-o", directory, "--force",
                           "--quiet")
    spent = {1: [], 2: []}
    values = in_turn({f"export-{jobs}": lambda jobs=jobs: _measure([*command, f"-j{jobs}"],
                                                                   spent[jobs])
                      for jobs in spent}, ROUNDS)
    report("export-1", FILES * AUDIO / median(values["export-1"]), "x real time")
    report("export-1/2", ratio(values, "export-1", "export-2"), "ratio", at_least=1.8)
    report("export-2/1-processors", median(spent[2]) / median(spent[1]), "ratio")

# SPDX-License-Identifier: GPL-2.0-or-later
"""How many streams of CD audio, in buffers of 4 x 4096 bytes, go without a gap for 3 s."""

import json
import os

from measure.command import played, run
from measure.result import report, say

RUNS = 5
SECONDS = 3
CD = 176400
IN_ONE = (25, 50, 100, 124)
OVER_SEVERAL = (32, 64, 128, 192, 256)
THREADS = 8


def _gaps(log, start, stop):
    """Underruns, and log entries that were lost, while all streams played."""
    count = 0
    with open(log, encoding="utf-8") as lines:
        for event in map(json.loads, lines):
            if event["kind"] in ("underrun", "gap") and start <= event["time"] * 1e9 <= stop:
                count += 1
    return count


def _shortfall(build, directory, processes, threads):
    """0: all streams played without a gap."""
    log = os.path.join(directory, "streams.json")
    player = build.helper("player", "-r", "-s", SECONDS, "-p", processes, "-t", threads)
    start, stop, size = played(run(build.run(player, "--log", log, "--format", "json"))[2])
    late = processes * threads * CD * ((stop - start) / 1e9 - 0.1) - size
    return _gaps(log, start, stop) + (1 if late > 0 else 0)


def _holds(build, directory, processes, threads):
    """The median of RUNS; the rest is not run once it is clear."""
    found = []
    while len(found) < RUNS:
        found.append(_shortfall(build, directory, processes, threads))
        clean = found.count(0)
        if max(clean, len(found) - clean) > RUNS // 2:
            break
    say(f"streams: {processes} x {threads}: gaps " + " ".join(map(str, found)))
    return clean > RUNS // 2


def _most(levels, goal, holds):
    """Climbs from the goal while it holds, or else falls until it does."""
    at = levels.index(goal)
    if holds(goal):
        while at + 1 < len(levels) and holds(levels[at + 1]):
            at += 1
        return levels[at]
    return next((level for level in reversed(levels[:at]) if holds(level)), 0)


def measure(build, directory):
    one = _most(IN_ONE, 100, lambda count: _holds(build, directory, 1, count))
    report("streams-one-process", one, "streams", at_least=100)
    several = _most(OVER_SEVERAL, 128,
                    lambda count: _holds(build, directory, count // THREADS, THREADS))
    report("streams-processes", several, "streams", at_least=128)

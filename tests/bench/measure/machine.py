# SPDX-License-Identifier: GPL-2.0-or-later
"""What /proc tells of the machine and of processes."""

import glob
import os
import time

_TICKS = os.sysconf("SC_CLK_TCK")


def _idle_seconds():
    with open("/proc/stat", encoding="ascii") as stat:
        fields = stat.readline().split()
    return (int(fields[4]) + int(fields[5])) / _TICKS


def busy(seconds):
    """Processors busy with anything at all over the next SECONDS, from 0 to their number."""
    idle = _idle_seconds()
    start = time.monotonic()
    time.sleep(seconds)
    spent = time.monotonic() - start
    return os.cpu_count() - (_idle_seconds() - idle) / spent


def tree(root):
    """ROOT and all processes below it."""
    parents = {}
    for path in glob.glob("/proc/[0-9]*/stat"):
        try:
            with open(path, encoding="utf-8", errors="replace") as stat:
                pid = int(path.split("/")[2])
                parents[pid] = int(stat.read().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def processor_seconds(pids):
    """What all threads of PIDS have used so far, to the nanosecond."""
    total = 0
    for pid in pids:
        for path in glob.glob(f"/proc/{pid}/task/*/schedstat"):
            try:
                with open(path, encoding="ascii") as stat:
                    total += int(stat.read().split()[0])
            except OSError:
                continue
    return total / 1e9


def pss(pid):
    """KiB, in proportion where pages are shared with other processes."""
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as rollup:
        for line in rollup:
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0

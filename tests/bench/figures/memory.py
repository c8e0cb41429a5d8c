# SPDX-License-Identifier: GPL-2.0-or-later
"""Memory of `dsproxy run`, PSS of its two processes while streams play. What the kernel holds for
a stream, a pipe of one page, is in no process's PSS."""

import time

from measure.command import playing
from measure.machine import pss, tree
from measure.result import in_turn, median, report

MANY = 64


def _is_ours(pid, binary):
    with open(f"/proc/{pid}/cmdline", "rb") as command:
        return command.read().split(b"\0")[0].decode() == binary


def _kib(build, streams):
    command = build.run(build.helper("player", "-t", streams))
    with playing(command) as process:
        time.sleep(1)
        return sum(pss(pid) for pid in tree(process.pid) if _is_ours(pid, command[0]))


def measure(build, _directory):
    values = in_turn({"memory-1": lambda: _kib(build, 1),
                      f"memory-{MANY}": lambda: _kib(build, MANY)}, rounds=5)
    slopes = [(many - one) / (MANY - 1)
              for one, many in zip(values["memory-1"], values[f"memory-{MANY}"])]
    report("memory-run", median(values["memory-1"]) / 1024, "MiB", at_most=8)
    report("memory-stream", median(slopes), "KiB", at_most=116)

# SPDX-License-Identifier: GPL-2.0-or-later
"""What a second of CD audio in real time costs: of the whole machine, and of the tasks that are
known to take part (which other people's work does not disturb, but which leaves out interrupts).
"""

import os
import time

from measure.command import playing
from measure.machine import busy, processor_seconds, tree
from measure.peer import NULL_SINK, pulse
from measure.result import Unmeasurable, in_turn, median, ratio, report

WINDOW = 2.5


class Costs:
    """Each measurement gives the machine's busy time; the tasks' is kept beside."""

    def __init__(self, build, directory):
        self._build = build
        self._wav = os.path.join(directory, "busy.wav")
        self.tasks = {"null": [], "wav": [], "padsp": []}

    def idle(self):
        return busy(WINDOW)

    def _sample(self, name, process, others=()):
        time.sleep(0.5)  # full buffers
        pids = [*tree(process.pid), *others]
        before = processor_seconds(pids)
        start = time.monotonic()
        machine = busy(WINDOW)
        spent = time.monotonic() - start
        self.tasks[name].append((processor_seconds(pids) - before) / spent)
        return machine

    def ours(self, name, *options):
        player = self._build.helper("player", "-r")
        with playing(self._build.run(player, *options)) as process:
            return self._sample(name, process)

    def null(self):
        return self.ours("null", "--to", "null")

    def wav(self):
        return self.ours("wav", "--record", self._wav)

    def padsp(self):
        with pulse(NULL_SINK) as (daemon, environment):
            command = ["padsp", *self._build.helper("player", "-r")]
            with playing(command, environment) as process:
                return self._sample("padsp", process, [daemon.pid])


def _report_tasks(tasks):
    for name in tasks:
        del tasks[name][0]  # the warm-up
        report(f"tasks-{name}", 1000 * median(tasks[name]), "ms/s")
    for name in ("null", "wav"):
        report(f"tasks-{name}/padsp", ratio(tasks, name, "padsp"), "ratio", at_most=1)


def _report_machine(values):
    idle = median(values["idle"])
    cost = {name: median(values[name]) - idle for name in ("null", "wav", "padsp")}
    noise = max(values["idle"]) - min(values["idle"])
    if idle > os.cpu_count() - 0.5:
        raise Unmeasurable("the machine is full of other work: only the tasks' cost is known")
    if noise >= cost["padsp"]:
        raise Unmeasurable(f"the machine's other work changed by {1000 * noise:.0f} ms/s between "
                           "runs: the whole machine's cost drowns in it, only the tasks' is known")
    for name, seconds in cost.items():
        report(f"busy-{name}", 1000 * seconds, "ms/s")
    for name in ("null", "wav"):
        report(f"busy-{name}/padsp", cost[name] / cost["padsp"], "ratio", at_most=1)


def measure(build, directory):
    costs = Costs(build, directory)
    values = in_turn({"idle": costs.idle, "null": costs.null, "padsp": costs.padsp,
                      "wav": costs.wav}, rounds=5)
    _report_tasks(costs.tasks)
    _report_machine(values)

# SPDX-License-Identifier: GPL-2.0-or-later
"""The service: what streams cost that are mixed or recorded, how late the sound is, how long a
change of the route takes, and whether it sleeps when nothing plays. The peer is padsp."""

import glob
import os
import re
import subprocess
import threading
import time

from measure.command import playing, run
from measure.machine import processor_seconds, tree
from measure.peer import NULL_SINK, pulse
from measure.result import Unmeasurable, in_turn, median, ratio, report
from measure.service import service

WINDOW = 2.5
COUNTS = (1, 16, 64)
CLICKS = 5


def _cost(pids):
    """Processor seconds of these processes, for each second."""
    time.sleep(0.5)  # full buffers
    before, start = processor_seconds(pids), time.monotonic()
    time.sleep(WINDOW)
    return (processor_seconds(pids) - before) / (time.monotonic() - start)


def _ours(build, directory, count, recorded):
    player = build.helper("player", "-r", "-p", count)
    with service(build, "null") as served:
        if recorded:
            served.ask("record", "--format", "wav", "--folder", directory)
        with playing(build.run(player), served.environment) as process:
            served.streams(count)
            return _cost([served.pid, *tree(process.pid)])


def _peers(build, count):
    with pulse(NULL_SINK) as (daemon, environment):
        command = ["padsp", *build.helper("player", "-r", "-p", count)]
        with playing(command, environment) as process:
            return _cost([daemon.pid, *tree(process.pid)])


def _busy(build, directory, count):
    values = in_turn({"mixed": lambda: _ours(build, directory, count, False),
                      "padsp": lambda: _peers(build, count),
                      "recorded": lambda: _ours(build, directory, count, True)}, rounds=3)
    for name, found in values.items():
        report(f"service-{name}-{count}", 1000 * median(found), "ms/s")
    for name in ("mixed", "recorded"):
        report(f"service-{name}-{count}/padsp", ratio(values, name, "padsp"), "ratio", at_most=1)


class Monitor:
    """Hears what a sink of the sound server plays, and when it becomes loud."""

    def __init__(self, environment, sink):
        command = ["parec", "--latency-msec=2", "--raw", "--format=s16le", "--rate=44100",
                   "--channels=2", f"--device={sink}.monitor"]
        self._process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL,
                                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.loud = []
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self):
        was = False
        while piece := os.read(self._process.stdout.fileno(), 4096):
            now, loud = time.monotonic(), any(piece)
            if loud and not was:
                self.loud.append(now)
            was = loud

    def __enter__(self):
        time.sleep(0.5)
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()
        self._thread.join()
        self._process.stdout.close()


def _clicks(command, environment, monitor):
    """The median time from write() until it is heard."""
    errors = run(command, environment)[2]
    time.sleep(0.5)
    found = [int(ns) / 1e9 for ns in re.findall(r"^click (\d+)$", errors, re.M)]
    late = []
    for click in found:
        heard = [at for at in monitor.loud if click <= at < click + 0.9]
        if heard:
            late.append(heard[0] - click)
    if len(late) < len(found) / 2:
        raise Unmeasurable(f"{len(late)} of {len(found)} clicks were heard")
    return median(late)


def _our_latency(build):
    with pulse(NULL_SINK) as (_, environment), service(build, "desktop", environment) as served, \
            Monitor(environment, "null") as monitor:
        return _clicks(build.run(build.helper("click", CLICKS)), served.environment, monitor)


def _peers_latency(build):
    with pulse(NULL_SINK) as (_, environment), Monitor(environment, "null") as monitor:
        return _clicks(["padsp", *build.helper("click", CLICKS)], environment, monitor)


def _latency(build):
    values = in_turn({"latency": lambda: _our_latency(build),
                      "latency-padsp": lambda: _peers_latency(build)}, rounds=3)
    for name, found in values.items():
        report(f"service-{name}", 1000 * median(found), "ms")
    report("service-latency/padsp", ratio(values, "latency", "latency-padsp"), "ratio", at_most=1)


def _first(monitor, since):
    end = time.monotonic() + 10
    while time.monotonic() < end:
        heard = [at for at in monitor.loud if at >= since]
        if heard:
            return heard[0] - since
        time.sleep(0.01)
    raise Unmeasurable("the new sink hears nothing")


def _our_retarget(build):
    """From the call until the first frame comes out of a sink that was closed before."""
    with pulse(NULL_SINK) as (_, environment), service(build, "null", environment) as served, \
            Monitor(environment, "null") as monitor:
        process = subprocess.Popen(build.run(build.helper("click", 60, "loud")), env=served.environment,
                                   stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            stream, = served.streams(1)
            since = time.monotonic()
            served.ask("route", stream, "desktop")
            return _first(monitor, since)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _peers_retarget(build):
    """The same within the sound server: to another sink of it, by pactl."""
    with pulse(NULL_SINK) as (_, environment):
        ask = lambda *words: run(["pactl", *words], environment)[1]  # noqa: E731
        ask("load-module", "module-null-sink", "sink_name=other")
        process = subprocess.Popen(["padsp", *build.helper("click", 60, "loud")], env=environment, stdin=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        try:
            with Monitor(environment, "other") as monitor:
                time.sleep(1)
                stream = ask("list", "short", "sink-inputs").split()[0]
                since = time.monotonic()
                ask("move-sink-input", stream, "other")
                return _first(monitor, since)
        finally:
            process.kill()
            process.wait()


def _retarget(build):
    values = in_turn({"retarget": lambda: _our_retarget(build),
                      "retarget-padsp": lambda: _peers_retarget(build)}, rounds=3)
    for name, found in values.items():
        report(f"service-{name}", 1000 * median(found), "ms")
    report("service-retarget/padsp", ratio(values, "retarget", "retarget-padsp"), "ratio")


def _switches(pid):
    total = 0
    for path in glob.glob(f"/proc/{pid}/task/*/status"):
        with open(path, encoding="ascii") as status:
            total += sum(map(int, re.findall(r"ctxt_switches:\s*(\d+)", status.read())))
    return total


def _idle(build):
    with service(build, "null") as served:
        run(build.run(build.helper("player", "-s", 1)), served.environment)
        time.sleep(3)
        before = _switches(served.pid)
        time.sleep(10)
        report("service-idle-switches", _switches(served.pid) - before, "in 10 s", at_most=0)


def measure(build, directory):
    _idle(build)
    _latency(build)
    _retarget(build)
    for count in COUNTS:
        _busy(build, directory, count)

# SPDX-License-Identifier: GPL-2.0-or-later
"""Blocks of 4 KiB into a pipe that `cat` reads: as fast as it goes, here and with padsp."""

import os
import subprocess
import tempfile

from measure.command import played, run
from measure.peer import pipe_sink, pulse
from measure.result import in_turn, median, ratio, report

OURS = 64 << 20
PEERS = 8 << 20


def _speed(errors):
    start, stop, size = played(errors)
    return size / (stop - start) * 1e3


def _ours(build):
    command = build.run(build.helper("player", "-b", OURS), "--pace", "free", "--to", "stdout")
    return _speed(run(["sh", "-c", '"$@" | cat >/dev/null', "sh", *command])[2])


def _peers(build):
    with tempfile.TemporaryDirectory(prefix="dsproxy-bench-") as directory:
        pipe = os.path.join(directory, "pipe")
        os.mkfifo(pipe)
        with pulse(pipe_sink(pipe)) as (_, environment):
            with subprocess.Popen(["cat", pipe], stdout=subprocess.DEVNULL) as reader:
                try:
                    command = ["padsp", *build.helper("player", "-b", PEERS)]
                    return _speed(run(command, environment)[2])
                finally:
                    reader.kill()


def measure(build, _directory):
    values = in_turn({"write": lambda: _ours(build), "write-padsp": lambda: _peers(build)},
                     rounds=5)
    report("write", median(values["write"]), "MB/s")
    report("write-padsp", median(values["write-padsp"]), "MB/s")
    report("write/padsp", ratio(values, "write", "write-padsp"), "ratio", at_least=3)

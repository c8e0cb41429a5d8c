# SPDX-License-Identifier: GPL-2.0-or-later
"""An ioctl's round trip, and that of a supervisor that does nothing."""

from measure.command import run
from measure.result import in_turn, median, ratio, report

COUNT = 10000


def _microseconds(command):
    return float(run(command)[1]) / 1000


def measure(build, _directory):
    values = in_turn({
        "ioctl": lambda: _microseconds(build.run(build.helper("ioctls", COUNT))),
        "bare": lambda: _microseconds(build.helper("bare", COUNT)),
    }, rounds=21)
    report("ioctl", median(values["ioctl"]), "us")
    report("ioctl-bare", median(values["bare"]), "us")
    report("ioctl/bare", ratio(values, "ioctl", "bare"), "ratio", at_most=1.3)

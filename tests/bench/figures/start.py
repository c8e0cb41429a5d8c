# SPDX-License-Identifier: GPL-2.0-or-later
"""What `dsproxy run` adds to a program that ends at once."""

from measure.command import seconds
from measure.result import in_turn, median, report


def measure(build, _directory):
    values = in_turn({"start": lambda: seconds(build.run(["true"])),
                      "start-true": lambda: seconds(["true"])}, rounds=21)
    added = [a - b for a, b in zip(values["start"], values["start-true"])]
    report("start", 1000 * median(added), "ms", at_most=20)

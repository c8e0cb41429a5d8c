# SPDX-License-Identifier: GPL-2.0-or-later
"""Programs that have nothing to do with sound, with and without dsproxy around them."""

import os

from measure.command import seconds
from measure.result import in_turn, median, ratio, report

UNITS = 4
FINDS = 4
SOURCE = """#include <algorithm>
#include <map>
#include <string>
#include <vector>

int count{number}(const std::vector<std::string>& words)
{{
    std::map<std::string, int> counts;
    for (const auto& word : words)
        ++counts[word];
    return std::ranges::max_element(counts, {{}}, [](auto& c) {{ return c.second; }})->second;
}}
"""
# Not a compiler cache that happens to come first in PATH.
COMPILE = 'for unit; do /usr/bin/g++ -std=c++20 -c "$unit" -o "$unit.o" || exit; done'
FIND = "find /usr -size +4G;" * FINDS


def _compile(directory):
    units = []
    for number in range(UNITS):
        units.append(os.path.join(directory, f"unit{number}.cpp"))
        with open(units[-1], "w", encoding="ascii") as unit:
            unit.write(SOURCE.format(number=number))
    return ["sh", "-c", COMPILE, "sh", *units]


def _slow_down(build, name, command, rounds, goal):
    values = in_turn({f"{name}-plain": lambda: seconds(command),
                      name: lambda: seconds(build.run(command))}, rounds)
    report(f"{name}-plain", median(values[f"{name}-plain"]), "s")
    report(f"{name}/plain", ratio(values, name, f"{name}-plain"), "ratio", at_most=goal)


def measure(build, directory):
    _slow_down(build, "compile", _compile(directory), 5, 1.03)
    _slow_down(build, "find", ["sh", "-c", FIND], 9, 1.15)

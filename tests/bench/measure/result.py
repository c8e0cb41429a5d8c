# SPDX-License-Identifier: GPL-2.0-or-later
"""Figures, their goals, and how A and B are measured in turn."""

import statistics
import sys


class Unmeasurable(Exception):
    """Why a figure could not be measured."""


def say(text):
    """For people: everything that is not a figure."""
    print(f"# {text}", file=sys.stderr, flush=True)


def report(name, value, unit, at_most=None, at_least=None):
    """One line: a figure, and where it has a goal, whether it meets it."""
    line = f"{name} {value:.4g} {unit}"
    if at_most is not None:
        line += f" goal <={at_most:g} {'ok' if value <= at_most else 'MISS'}"
    if at_least is not None:
        line += f" goal >={at_least:g} {'ok' if value >= at_least else 'MISS'}"
    print(line, flush=True)


def in_turn(measures, rounds):
    """Calls all of MEASURES once unseen, then ROUNDS times A B, B A, A B...: what drifts falls on
    both. Returns the list of values of each name."""
    values = {name: [] for name in measures}
    for measure in measures.values():
        measure()
    for number in range(rounds):
        names = list(measures)
        for name in names if number % 2 == 0 else reversed(names):
            values[name].append(measures[name]())
    for name, found in values.items():
        say(f"{name}: " + " ".join(f"{value:.4g}" for value in found))
    return values


def median(values):
    return statistics.median(values)


def ratio(values, name, to):
    """The median of the ratios of each round."""
    return median([a / b for a, b in zip(values[name], values[to])])

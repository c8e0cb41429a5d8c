# SPDX-License-Identifier: GPL-2.0-or-later
"""What is measured: the programs of one build directory."""

import os


class Build:
    def __init__(self, directory):
        self._directory = os.path.abspath(directory)

    def _program(self, *parts):
        path = os.path.join(self._directory, *parts)
        if not os.access(path, os.X_OK):
            raise SystemExit(f"bench: {path} is missing: build first")
        return path

    def helper(self, name, *arguments):
        """A measuring program of tests/bench/programs."""
        return [self._program("tests", "bench", name), *map(str, arguments)]

    def export(self, *arguments):
        """`dsproxy export ARGUMENTS`."""
        return [self._program("cli", "dsproxy"), "export", *arguments]

    def command(self, *words):
        """`dsproxy WORDS`."""
        return [self._program("cli", "dsproxy"), *words]

    def service(self):
        return [self._program("engine", "service", "dsproxyd")]

    def plugins(self):
        return os.path.join(self._directory, "lib", "dsproxy")

    def run(self, program, *options):
        """`dsproxy run OPTIONS -- PROGRAM`, silent."""
        return [self._program("cli", "dsproxy"), "run", "-q", *options, "--", *program]

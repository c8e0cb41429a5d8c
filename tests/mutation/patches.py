#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""patches.py PATCH DIRECTORY: applies a unified diff of a/FILE to b/FILE below DIRECTORY.

A hunk must be found as it is, exactly once; its line numbers do not count. What does not fit is an
error: a bug that is no longer planted must not look like one that is no longer found.
"""

import os
import sys


class PatchError(Exception):
    """The patch does not fit the sources."""


class Patch:
    """The fields before the first hunk ("Title: ..."), and the hunks of each file."""

    def __init__(self, path):
        self.path = path
        self.name = os.path.splitext(os.path.basename(path))[0]
        self.fields = []
        self.hunks = []  # (file, old text, new text)
        with open(path, encoding="utf-8") as lines:
            self._read(lines)
        if not self.hunks:
            raise PatchError(f"{path}: no hunk")

    def values(self, key):
        return [value for name, value in self.fields if name == key]

    def files(self):
        return {file for file, _, _ in self.hunks}

    def _read(self, lines):
        file = None
        for line in lines:
            if line.startswith("--- "):
                file = None
            elif line.startswith("+++ b/"):
                file = line[len("+++ b/"):].strip()
            elif line.startswith("@@") and file:
                self.hunks.append((file, "", ""))
            elif file and self.hunks and line[:1] in " -+":
                self._add(line)
            elif ": " in line and not file:
                self.fields.append(tuple(line.strip().split(": ", 1)))

    def _add(self, line):
        file, old, new = self.hunks[-1]
        text = line[1:]
        self.hunks[-1] = (file, old + (text if line[0] != "+" else ""),
                          new + (text if line[0] != "-" else ""))

    def apply(self, directory):
        for file, old, new in self.hunks:
            path = os.path.join(directory, file)
            with open(path, encoding="utf-8") as source:
                text = source.read()
            found = text.count(old)
            if found != 1:
                raise PatchError(f"{self.path} does not fit {file}: a hunk is found {found} times")
            with open(path, "w", encoding="utf-8") as source:
                source.write(text.replace(old, new))


if __name__ == "__main__":
    try:
        Patch(sys.argv[1]).apply(sys.argv[2])
    except (PatchError, OSError) as reason:
        sys.exit(f"{reason}")

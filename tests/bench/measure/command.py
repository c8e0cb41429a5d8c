# SPDX-License-Identifier: GPL-2.0-or-later
"""Commands that are run, timed and, in any case, ended."""

import contextlib
import os
import resource
import select
import signal
import subprocess
import time

from measure.result import Unmeasurable


def _end(process):
    """Ends the whole group: the supervisor, which has one of its own, follows its program."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=10)


def _name(command):
    return " ".join(os.path.basename(word) for word in command[:8])


def run(command, environment=None, timeout=60):
    """Returns (seconds, stdout, stderr)."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, env=environment,
                          start_new_session=True) as process:
        try:
            out, errors = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            _end(process)
            raise Unmeasurable(f"{_name(command)}: no end after {timeout} s") from None
    if process.returncode != 0:
        raise Unmeasurable(f"{_name(command)}: exit {process.returncode}: {errors.strip()[-300:]}")
    return time.perf_counter() - start, out, errors


def seconds(command, environment=None, timeout=60):
    return run(command, environment, timeout)[0]


def processor(command, timeout=120):
    """Processor seconds, user and system, of COMMAND and all that it waited for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(command, timeout=timeout)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _wait_for(process, word, timeout):
    """Reads stderr until a line begins with WORD."""
    text = ""
    end = time.monotonic() + timeout
    descriptor = process.stderr.fileno()
    while not any(line.startswith(word) for line in text.splitlines()):
        left = end - time.monotonic()
        if left <= 0 or not select.select([descriptor], [], [], left)[0]:
            raise Unmeasurable(f"{_name(process.args)}: does not play after {timeout} s: {text}")
        piece = os.read(descriptor, 4096)
        if not piece:
            raise Unmeasurable(f"{_name(process.args)}: ended: {text}")
        text += piece.decode(errors="replace")


@contextlib.contextmanager
def playing(command, environment=None, timeout=20):
    """A player that plays for as long as the block runs; gives its process."""
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, env=environment,
                          start_new_session=True) as process:
        try:
            _wait_for(process, "play ", timeout)
            yield process
        finally:
            _end(process)


def played(errors):
    """(start ns, stop ns, bytes) of what the player said."""
    words = dict(line.split(maxsplit=1) for line in errors.splitlines()
                 if line.startswith(("play ", "stop ")))
    if len(words) != 2:
        raise Unmeasurable(f"the player did not come to its end: {errors[-300:]}")
    stop, size = words["stop"].split()
    return int(words["play"]), int(stop), int(size)

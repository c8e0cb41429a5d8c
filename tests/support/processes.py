# SPDX-License-Identifier: GPL-2.0-or-later
"""The processes below this one: to find, show and end them."""

import ctypes
import os
import signal
import time
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans():
    """Daemons become our children, so that none is lost from sight."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def children(pid):
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*"):
        found += [int(child) for child in read(task / "children").split()]
    return found


def descendants(pid=None):
    found = []
    for child in children(os.getpid() if pid is None else pid):
        found += [child, *descendants(child)]
    return found


def read(path):
    try:
        return Path(path).read_text(errors="replace").replace("\0", " ").strip()
    except OSError:
        return ""


def state(pid):
    """R, S, T, Z...; nothing when there is no such process."""
    stat = read(f"/proc/{pid}/stat")
    return stat.rpartition(") ")[2][:1]


def command(pid):
    return read(f"/proc/{pid}/cmdline") or f"[{read(f'/proc/{pid}/comm')}]"


def describe(pid):
    lines = [f"{pid}: {command(pid)}"]
    for task in sorted(Path(f"/proc/{pid}/task").glob("*")):
        where = read(task / "wchan")
        lines.append(f"  {task.name} {where} syscall {read(task / 'syscall')}")
    keep = ("Name", "State", "PPid", "SigPnd", "ShdPnd", "SigBlk", "Seccomp")
    lines += [f"  {line}" for line in read(f"/proc/{pid}/status").splitlines()
              if line.startswith(keep)]
    return "\n".join(lines)


def describe_descendants():
    return "\n".join(describe(pid) for pid in descendants())


def kill_descendants():
    for pid in descendants():
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def reap():
    """Only what was adopted: a Popen object waits for its own."""
    for pid in children(os.getpid()):
        if state(pid) == "Z":
            try:
                os.waitpid(pid, os.WNOHANG)
            except ChildProcessError:
                pass


def wait_for_none(seconds):
    """Names of the processes that are there at the end of that time."""
    def names():
        reap()
        return [command(pid) for pid in descendants()]
    until(lambda: not names(), seconds)
    return names()


def until(condition, seconds=10):
    """Waits for it. False when it never came true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.01)
    return bool(condition())


def supervisor_of(keeper):
    """The child of the visible dsproxy that serves the device."""
    def find():
        return [pid for pid in children(keeper) if command(pid) == command(keeper)]
    assert until(find), "no supervisor"
    return find()[0]


def program_of(keeper, name):
    """The process called NAME below a dsproxy."""
    def find():
        return [pid for pid in descendants(keeper) if read(f"/proc/{pid}/comm") == name]
    assert until(find), f"no {name}: " + describe_descendants()
    return find()[0]

# SPDX-License-Identifier: GPL-2.0-or-later
"""Idle means idle: no thread runs when nothing plays and nobody looks.

DSPROXY_IDLE_SECONDS says for how long it is watched."""

import os
import re
import time
from pathlib import Path

import pytest

import processes
from session import end, finish

SECONDS = int(os.environ.get("DSPROXY_IDLE_SECONDS", "10"))

pytestmark = pytest.mark.limit(60 + 2 * SECONDS)


def switches(pid):
    """How often each thread has been given the processor, by its name and number."""
    found = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        text = (task / "status").read_text()
        counts = re.findall(r"voluntary_ctxt_switches:\s*(\d+)", text)
        found[f"{(task / 'comm').read_text().strip()} {task.name}"] = sum(map(int, counts))
    return found


def check_idle(*pids):
    """After what is left to do is done: a sink rests when nothing has come for two seconds."""
    time.sleep(5)
    before = [switches(pid) for pid in pids]
    time.sleep(SECONDS)
    assert [switches(pid) for pid in pids] == before


def test_a_service_that_nobody_has_used(service):
    check_idle(service.service.pid)


def test_a_service_after_streams_and_recordings_have_come_and_gone(service):
    number = service.tell("record", "--folder", service.box / "music").strip()
    programs = [service.play(1) for _ in range(4)]
    stream = service.wait_for_sound(4)[0]
    service.tell("route", str(stream["id"]), "null", "wav:x.wav")
    finish(*programs)
    service.wait_for_streams(0)
    service.tell("record", "stop", number)
    service.tell("log")
    check_idle(service.service.pid)


def test_a_launcher_that_waits(service):
    """It has played, and its program lives on."""
    script = "import os, oss, time; fd = oss.dsp(); oss.play(fd, bytes(9000)); os.close(fd); " \
             "open('done', 'w'); time.sleep(1000)"
    keeper = service.start("-q", "python3", "-c", script)
    assert processes.until((service.box / "done").exists)
    service.wait_for_streams(0)
    check_idle(service.service.pid, keeper.pid, processes.supervisor_of(keeper.pid))
    end(keeper)


def test_a_launcher_whose_service_has_gone(service):
    keeper = service.start("-q", "sleep", "1000")
    processes.program_of(keeper.pid, "sleep")
    time.sleep(1)
    service.stop_service()
    check_idle(keeper.pid, processes.supervisor_of(keeper.pid))
    end(keeper)

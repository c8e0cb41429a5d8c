# SPDX-License-Identifier: GPL-2.0-or-later
"""dsproxyd on a session bus of its own."""

import contextlib
import json
import os
import subprocess
import tempfile
import time

from measure.command import run
from measure.result import Unmeasurable


class Service:
    """What runs, and the environment in which `dsproxy run` finds it."""

    def __init__(self, build, process, environment):
        self._build = build
        self.pid = process.pid
        self.environment = environment

    def command(self, *words):
        return self._build.command(*words)

    def ask(self, *words):
        return run(self.command(*words), self.environment)[1]

    def streams(self, count):
        """Numbers of the streams, when so many play."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            streams = json.loads(self.ask("list", "--json"))
            if sum(stream["frames"] > 0 for stream in streams) == count:
                return [str(stream["id"]) for stream in streams]
            time.sleep(0.05)
        raise Unmeasurable(f"{count} streams do not reach the service")


def _address(daemon):
    line = daemon.stdout.readline().decode().strip()
    if not line:
        raise Unmeasurable("dbus-daemon does not start")
    return line


def _wait_for(served, process):
    end = time.monotonic() + 15
    while subprocess.run(served.command("status", "-q"), env=served.environment, check=False,
                         stdin=subprocess.DEVNULL).returncode != 0:
        if process.poll() is not None or time.monotonic() > end:
            raise Unmeasurable("dsproxyd does not start")
        time.sleep(0.02)


@contextlib.contextmanager
def service(build, output, environment=None):
    """OUTPUT: as in the settings. ENVIRONMENT: where it finds the sound server."""
    with tempfile.TemporaryDirectory(prefix="dsproxy-bench-") as home:
        os.makedirs(os.path.join(home, "dsproxy"))
        with open(os.path.join(home, "dsproxy", "dsproxyd.conf"), "w", encoding="ascii") as file:
            file.write(f"output = {output}\n")
        ours = dict(environment or os.environ, XDG_CONFIG_HOME=home, XDG_MUSIC_DIR=home,
                    XDG_STATE_HOME=home, DSPROXY_PLUGIN_DIR=build.plugins())
        daemon = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address"],
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL, env=ours)
        with daemon:
            try:
                ours["DBUS_SESSION_BUS_ADDRESS"] = _address(daemon)
                with subprocess.Popen(build.service(), env=ours, stdin=subprocess.DEVNULL,
                                      stderr=subprocess.DEVNULL) as process:
                    try:
                        served = Service(build, process, ours)
                        _wait_for(served, process)
                        yield served
                    finally:
                        process.terminate()
                        process.wait(timeout=20)
            finally:
                daemon.terminate()

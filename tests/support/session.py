# SPDX-License-Identifier: GPL-2.0-or-later
"""A session bus of its own in a Box, and dsproxyd on it."""

import json
import os
from pathlib import Path

import processes
from box import DSPROXY, client
from bus import NAME, Bus

DSPROXYD = os.environ.get("DSPROXYD") or str(
    Path(DSPROXY).parents[1] / "engine" / "service" / "dsproxyd")
PLUGINS = os.environ.get("DSPROXY_PLUGIN_DIR") or str(
    Path(DSPROXY).parents[1] / "lib" / "dsproxy")

BUS_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{folder}/services</servicedir>
  <policy context="default">
    <allow user="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


class Session:
    """What a user has after he has logged in. Ends all that it has started."""

    def __init__(self, box, settings="output = null\n"):
        self.box = box
        self.address = f"unix:path={box / 'bus'}"
        self.daemon = None
        self.service = None
        self.programs = []
        for folder in ("run", "config", "config/dsproxy", "services", "music"):
            box.run("mkdir", "-m", "700", folder)
        box.environment.update({
            "XDG_RUNTIME_DIR": str(box / "run"), "XDG_CONFIG_HOME": str(box / "config"),
            "XDG_MUSIC_DIR": str(box / "music"), "DBUS_SESSION_BUS_ADDRESS": self.address,
            "DSPROXY_PLUGIN_DIR": PLUGINS})
        box.write("config/dsproxy/dsproxyd.conf", settings)
        box.write("bus.conf", BUS_CONFIGURATION.format(folder=box.path))

    def __enter__(self):
        self.daemon = self.box.start("dbus-daemon", f"--config-file={self.box / 'bus.conf'}",
                                     "--nofork", "--nopidfile")
        assert processes.until((self.box / "bus").exists), self.daemon.communicate()
        return self

    def __exit__(self, *_):
        end(*self.programs)
        if self.service:
            self.stop_service()
        self.daemon.terminate()
        self.daemon.communicate()

    def bus(self):
        return Bus(self.address)

    def activate(self):
        """From now on the bus starts the service when it is asked for."""
        self.box.write(f"services/{NAME}.service",
                       f"[D-BUS Service]\nName={NAME}\nExec={DSPROXYD}\n")
        self.box.run("dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus",
                     "/", "org.freedesktop.DBus.ReloadConfig")

    def start_service(self):
        """Returns when it can be asked."""
        self.service = self.box.start(DSPROXYD)
        with self.bus() as bus:
            assert processes.until(bus.owns), self.service.communicate()
        return self.service

    def stop_service(self):
        """Returns its exit code and what it has said."""
        service, self.service = self.service, None
        service.terminate()
        _, messages = service.communicate()
        return service.returncode, messages.decode()

    def kill_service(self):
        service, self.service = self.service, None
        service.kill()
        service.communicate()

    def ask(self, *words):
        """`dsproxy WORDS`, with its exit code."""
        return self.box.run(DSPROXY, *words)

    def tell(self, *words):
        """`dsproxy WORDS`, which must succeed; what it prints."""
        run = self.ask(*words)
        assert run.status == 0, run
        return run.text

    def streams(self):
        return json.loads(self.tell("list", "--json"))

    def recordings(self):
        return json.loads(self.tell("record", "list", "--json"))

    def wait_for_streams(self, count, condition=lambda stream: True):
        """Until exactly so many streams are as they should be; returns all of these."""
        found = []

        def enough():
            found[:] = [stream for stream in self.streams() if condition(stream)]
            return len(found) == count
        assert processes.until(enough), self.streams()
        return found

    def wait_for_sound(self, count):
        return self.wait_for_streams(count, lambda stream: stream["frames"] > 0)

    def play(self, seconds=1000):
        """A program that plays so long, counting its frames from 1; by `dsproxy run`."""
        return self.start("-q", client("ramp"), int(seconds * 44100))

    def start(self, options, *program):
        """`dsproxy run OPTIONS -- PROGRAM`; a test that fails leaves it to us."""
        self.programs.append(self.box.start_dsproxy(options, *program))
        return self.programs[-1]


def end(*programs):
    """Those that would play on for long."""
    for program in programs:
        if program.poll() is None:
            program.terminate()
            program.communicate()


def finish(*programs):
    """All have ended, and well."""
    for program in programs:
        _, messages = program.communicate()
        assert program.returncode == 0, messages.decode()

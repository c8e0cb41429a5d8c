# SPDX-License-Identifier: GPL-2.0-or-later
"""The peer: padsp with a PulseAudio daemon of its own."""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time

from measure.result import Unmeasurable

_FORMAT = "format=s16le rate=44100 channels=2"
NULL_SINK = f"module-null-sink {_FORMAT}"


def pipe_sink(path):
    """A sink that plays as fast as the pipe is read."""
    return f"module-pipe-sink file={path} {_FORMAT}"


def _daemon(sink, socket):
    return ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
            "--high-priority=no", "--log-level=error", "-L", sink, "-L",
            f"module-native-protocol-unix auth-anonymous=1 socket={socket}"]


def _wait_for(daemon, socket):
    end = time.monotonic() + 15
    while not os.path.exists(socket):
        if daemon.poll() is not None or time.monotonic() > end:
            raise Unmeasurable("pulseaudio does not start")
        time.sleep(0.02)


@contextlib.contextmanager
def pulse(sink):
    """Runs the daemon; gives its process and the environment in which padsp finds it."""
    for program in ("pulseaudio", "padsp"):
        if not shutil.which(program):
            raise Unmeasurable(f"{program} is not installed")
    with tempfile.TemporaryDirectory(prefix="dsproxy-bench-") as home:
        socket = os.path.join(home, "socket")
        environment = dict(os.environ, HOME=home, XDG_RUNTIME_DIR=home, PULSE_RUNTIME_PATH=home,
                           PULSE_SERVER=f"unix:{socket}")
        with subprocess.Popen(_daemon(sink, socket), env=environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as daemon:
            try:
                _wait_for(daemon, socket)
                yield daemon, environment
            finally:
                daemon.kill()
                daemon.wait()

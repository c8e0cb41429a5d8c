# SPDX-License-Identifier: GPL-2.0-or-later
"""An interactive shell on a terminal of its own."""

import os
import pty
import select
import time

from processes import program_of


class Terminal:
    def __init__(self, box):
        self.master, slave = pty.openpty()
        self.name = os.ttyname(slave)
        if box.prefix:
            os.chown(self.name, 1000, 1000)
        env = {"TERM": "xterm", "PS1": "$ ", "HISTFILE": "/dev/null"}
        # setsid -c makes it the controlling terminal of a new session.
        self.shell = box.start("setsid", "-c", "bash", "--norc", "--noprofile", "-i", env=env,
                               stdin=slave, stdout=slave, stderr=slave)
        os.close(slave)
        self.seen = ""
        self.expect("$ ")
        self.type("stty -echo; bind 'set enable-bracketed-paste off' 2>/dev/null; echo ok")
        self.expect("ok\r\n")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.master >= 0:
            os.close(self.master)
        self.wait()

    def type(self, line):
        self.press(line + "\n")

    def press(self, keys):
        os.write(self.master, keys.encode())

    def expect(self, text, seconds=15):
        """Reads on until TEXT has come; what came before it is forgotten."""
        end = time.monotonic() + seconds
        while text not in self.seen:
            left = end - time.monotonic()
            assert left > 0 and self.read(left), f"no {text!r} but {self.seen!r}"
        before, _, self.seen = self.seen.partition(text)
        return before

    def read(self, seconds):
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return False
        try:
            self.seen += os.read(self.master, 65536).decode(errors="replace")
        except OSError:
            return False
        return True

    def hang_up(self):
        os.close(self.master)
        self.master = -1

    def wait(self):
        self.shell.wait()

    def wait_for_program(self, name):
        return program_of(self.shell.pid, name)

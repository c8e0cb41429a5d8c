# SPDX-License-Identifier: GPL-2.0-or-later
"""A temporary folder, a user, and dsproxy run by him there."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

DSPROXY = os.environ["DSPROXY"]
CLIENTS = Path(os.environ["DSPROXY_CLIENTS"])
SUPPORT = Path(__file__).parent
# An ordinary user; and one with an entry in passwd, which a session bus asks for.
USERS = {"user": 1000, "nobody": 65534}


class Finished:
    """A program that has ended. A negative status is the signal that killed it."""

    def __init__(self, arguments, status, out, err):
        self.arguments, self.status, self.out, self.err = arguments, status, out, err

    @property
    def text(self):
        return self.out.decode(errors="replace")

    @property
    def messages(self):
        return self.err.decode(errors="replace")

    def __repr__(self):
        return f"{' '.join(self.arguments)} -> {self.status}\n{self.messages}"


class Box:
    def __init__(self, user):
        self.user = user
        self.path = Path(tempfile.mkdtemp(prefix="dsproxy-test-"))
        self.path.chmod(0o755)
        self.prefix = []
        if user != "root" and os.geteuid() == 0:
            uid = USERS[user]
            os.chown(self.path, uid, uid)
            self.prefix = ["setpriv", f"--reuid={uid}", f"--regid={uid}", "--clear-groups"]
        self.environment = {
            "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": str(self.path),
            "LANG": "C.UTF-8", "PYTHONPATH": str(SUPPORT), "PYTHONDONTWRITEBYTECODE": "1",
            "TMPDIR": str(self.path)}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LLVM_PROFILE_FILE"):
            if name in os.environ:
                self.environment[name] = os.environ[name]

    def remove(self):
        shutil.rmtree(self.path)

    def __truediv__(self, name):
        return self.path / name

    def read(self, name):
        return (self.path / name).read_bytes()

    def write(self, name, content):
        path = self.path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def start(self, *arguments, env=None, stdin=subprocess.DEVNULL, **popen):
        """Any program, as the user, in the folder."""
        popen.setdefault("stdout", subprocess.PIPE)
        popen.setdefault("stderr", subprocess.PIPE)
        return subprocess.Popen([*self.prefix, *map(str, arguments)], cwd=self.path, stdin=stdin,
                                env={**self.environment, **(env or {})}, **popen)

    def run(self, *arguments, feed=None, **popen):
        if feed is not None:
            popen["stdin"] = subprocess.PIPE
        with self.start(*arguments, **popen) as process:
            out, err = process.communicate(feed)
        return Finished(list(map(str, arguments)), process.returncode, out or b"", err or b"")

    def dsproxy(self, options, *program, **popen):
        """`dsproxy run OPTIONS -- PROGRAM`; options as one string or as a list."""
        return self.run(*command(options, program), **popen)

    def start_dsproxy(self, options, *program, **popen):
        return self.start(*command(options, program), **popen)

    def shell(self, options, script, **popen):
        return self.dsproxy(options, "sh", "-c", script, **popen)

    def python(self, options, script, *arguments, **popen):
        """A program in Python; it may import oss, and finds its arguments in sys.argv."""
        return self.dsproxy(options, *PYTHON, script, *arguments, **popen)


PYTHON = ["python3", "-c"]


def command(options, program):
    if isinstance(options, str):
        options = options.split()
    return [DSPROXY, "run", *options, "--", *program]


def client(name):
    path = CLIENTS / name
    assert path.exists(), f"{path} is not built"
    return path

# SPDX-License-Identifier: GPL-2.0-or-later
"""Root, an ordinary user, a user namespace as containers have it, a changed root."""

import pytest

from box import command
from sound import ramp

PLAY = ["python3", "-c", "import oss; oss.play(oss.dsp(), oss.ramp(5000))"]
FREE = "-q --pace free --record out.raw"


@pytest.fixture
def namespaces(box):
    if box.run("unshare", "-Ur", "true").status != 0:
        pytest.skip("no user namespaces here: a chroot, or the kernel forbids them")


@pytest.mark.parametrize("options", [["-Ur"], ["-Ur", "-m"], ["-Urpf", "--mount-proc"],
                                     ["-U", "--map-user=1000"]], ids=" ".join)
def test_dsproxy_in_a_user_namespace(box, namespaces, options):
    run = box.run("unshare", *options, *command(FREE, PLAY))
    assert run.status == 0, run
    assert box.read("out.raw") == ramp(5000)


@pytest.mark.parametrize("options", [["-Ur"], ["-Ur", "-m"], ["-Urpf", "--mount-proc"]],
                         ids=" ".join)
def test_a_program_enters_a_user_namespace(box, namespaces, options):
    run = box.dsproxy(FREE, "unshare", *options, *PLAY)
    assert run.status == 0, run
    assert box.read("out.raw") == ramp(5000)


def test_a_program_that_drops_its_privileges(root_box):
    run = root_box.dsproxy(FREE, "setpriv", "--reuid=1000", "--regid=1000", "--clear-groups",
                           "--no-new-privs", *PLAY)
    assert run.status == 0, run
    assert root_box.read("out.raw") == ramp(5000)


def test_an_ordinary_user_without_any_capability(user_box):
    run = user_box.run("setpriv", "--no-new-privs", *command(FREE, PLAY))
    assert run.status == 0, run
    assert user_box.read("out.raw") == ramp(5000)


def test_recordings_belong_to_who_runs(box):
    box.dsproxy("-q --pace free --record out.wav --log log", *PLAY)
    owner = 0 if box.user == "root" else box.path.stat().st_uid
    assert (box / "out.wav").stat().st_uid == (box / "log").stat().st_uid == owner


def test_a_program_that_may_not_be_looked_into_is_named(user_box):
    # No permission to read the file of a program makes its process private.
    program = user_box.write("secret", (user_box.path / "/bin/echo").read_bytes())
    program.chmod(0o111)
    run = user_box.dsproxy("-q", "./secret", "hello")
    assert run.status == 0 and run.text == "hello\n", run

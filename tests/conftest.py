# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests of whole runs share: a folder and a user to run as, and a watchdog."""

import os
import sys
import threading

import pytest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "support"))

import processes  # noqa: E402
from box import Box  # noqa: E402

LIMIT = 20  # seconds; pytest-timeout is the last resort behind it


def pytest_configure(config):
    processes.adopt_orphans()


def pytest_collection_modifyitems(items):
    for item in items:
        item.add_marker(pytest.mark.timeout(limit_of(item) + 20))


def limit_of(item):
    marker = item.get_closest_marker("limit")
    return marker.args[0] if marker else LIMIT


class Watchdog:
    """Shows what hangs, and ends it, so that the test goes on and fails."""

    def __init__(self, item):
        self.item = item
        self.barked = False
        self.timer = threading.Timer(limit_of(item), self.bark)
        self.timer.daemon = True

    def bark(self):
        self.barked = True
        self.show("process tree at the time limit")
        processes.kill_descendants()

    def show(self, title):
        self.item.add_report_section("call", title, processes.describe_descendants())


@pytest.fixture(autouse=True)
def watchdog(request):
    dog = Watchdog(request.node)
    dog.timer.start()
    yield dog
    dog.timer.cancel()
    left = processes.wait_for_none(seconds=3)
    if left:
        dog.show("processes left behind")
        processes.kill_descendants()
    assert not dog.barked, "the test took too long"
    if not request.node.get_closest_marker("leaves_processes"):
        assert not left, f"left behind: {left}"


def box_as(user):
    if user == "root" and os.geteuid() != 0:
        pytest.skip("only root can test what root sees")
    box = Box(user)
    yield box
    box.remove()


@pytest.fixture(params=["root", "user"])
def box(request):
    """A folder to work in, and who works there; root and an ordinary user in turn."""
    yield from box_as(request.param)


@pytest.fixture
def user_box():
    """For what does not depend on who one is."""
    yield from box_as("user")


@pytest.fixture
def root_box():
    yield from box_as("root")

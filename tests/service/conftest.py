# SPDX-License-Identifier: GPL-2.0-or-later
"""A session bus for each test; what is below tests/ is shared."""

import pytest

from box import Box
from session import Session


@pytest.fixture
def session():
    """A bus, and no service yet."""
    box = Box("nobody")
    with Session(box) as made:
        yield made
    box.remove()


@pytest.fixture
def service(session):
    """A bus and dsproxyd on it, which plays into a null sink."""
    session.start_service()
    return session

# SPDX-License-Identifier: GPL-2.0-or-later
"""The script chaos, for a short while. It says more when it is run by hand for two minutes."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.limit(240)
def test_nothing_hangs_and_no_file_is_lost():
    run = subprocess.run([sys.executable, Path(__file__).with_name("chaos"), "15", "4"],
                         stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=230)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "lives of dsproxyd" in run.stdout

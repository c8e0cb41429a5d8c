# SPDX-License-Identifier: GPL-2.0-or-later
"""Prints how many tests passed, failed and were skipped in a JUnit file of ctest."""

import sys
from xml.etree import ElementTree

passed = failed = skipped = 0
for case in ElementTree.parse(sys.argv[1]).iter("testcase"):
    reason = case.find("skipped")
    if case.get("status") == "run":
        passed += 1
    elif case.get("status") == "disabled" or (
            reason is not None and reason.get("message", "").startswith("SKIP_")):
        skipped += 1
    else:
        failed += 1
print(passed, failed, skipped)

# SPDX-License-Identifier: GPL-2.0-or-later
"""`--pace free`: how much faster than a sound card a whole run is."""

import os

from measure.command import seconds
from measure.result import in_turn, median, report

AUDIO = 300  # seconds
CD = 176400


def measure(build, directory):
    player = build.helper("player", "-b", AUDIO * CD)
    wav = os.path.join(directory, "pace.wav")

    def speed(*options):
        return AUDIO / seconds(build.run(player, "--pace", "free", *options))

    values = in_turn({"pace-null": lambda: speed("--to", "null"),
                      "pace-wav": lambda: speed("--record", wav)}, rounds=5)
    for name, found in values.items():
        report(name, median(found), "x-real-time", at_least=500)

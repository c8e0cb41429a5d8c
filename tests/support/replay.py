# SPDX-License-Identifier: GPL-2.0-or-later
"""replay(capture(x)) = x: what a capture gives again is what the live run gave."""

import capture
from box import DSPROXY

RECORDINGS = ("wav", "mp3", "raw")


def live(folder="live"):
    """Options of a run whose recordings and log can be compared."""
    return [*(word for kind in RECORDINGS for word in ("--record", f"{folder}/out.{kind}")),
            "--log", f"{folder}/log", "--format", "json"]


def names(box, folder):
    return sorted(file.name for file in (box / folder).iterdir())


def folder(box, name):
    box.run("mkdir", name)


def capture_live(box, program, options=("--pace", "free"), **more):
    """Runs PROGRAM with a capture and all kinds of recordings in live/."""
    folder(box, "live")
    return box.dsproxy(["-q", *options, "--capture", "out.dsp", *live()], *program, **more)


def check_replay(box, options=()):
    """Replays the capture; everything is as it was live. Returns the names of the files."""
    folder(box, "again")
    run = box.run(DSPROXY, "replay", "-q", *options, *live("again"), "out.dsp")
    assert run.status == 0, run
    assert run.messages == live_messages(run), run
    assert names(box, "again") == names(box, "live")
    for name in names(box, "live"):
        assert box.read(f"again/{name}") == box.read(f"live/{name}"), name
    return names(box, "live")


def live_messages(run):
    """Only what recordings say: no word about damage."""
    return "".join(line for line in run.messages.splitlines(keepends=True) if " holds " in line)


def check_capture(box):
    """Another reader finds the same sound in the file as the raw recording has."""
    data = box.read("out.dsp")
    sound = b"".join(pcm.data for pcm in capture.of_type(data, capture.HEARD, checksums=False))
    raw = b"".join(box.read(f"live/{name}") for name in names(box, "live") if name.endswith(".raw"))
    assert sorted(sound) == sorted(raw)

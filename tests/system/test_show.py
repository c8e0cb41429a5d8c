# SPDX-License-Identifier: GPL-2.0-or-later
"""`dsproxy show`: what it says of a capture is what was done."""

import json
import os

from box import DSPROXY
from sound import ramp

SCRIPT = """if True:
    import os, oss, time
    fd = oss.dsp()
    oss.play(fd, oss.ramp(1000))
    oss.ask(fd, oss.SYNC)
    for n in range(7):
        oss.ask(fd, oss.GETODELAY)
    oss.ask(fd, oss.SPEED, 8000)
    try: oss.ask(fd, 0xc0045099)
    except OSError: pass
    os.write(fd, oss.ramp(400) + b"xyz")
    os.close(fd)
    os.close(os.open("/dev/mixer", os.O_RDWR))
"""


def show(box, *options):
    return box.run(DSPROXY, "show", *options, "out.dsp")


def test_json_counts_everything(box):
    box.python("-q --pace free --capture out.dsp", SCRIPT)
    run = show(box, "--json")
    assert run.status == 0 and run.messages == "", run
    found = json.loads(run.text)
    assert found["program"] == "python3" and found["free"] and found["whole"]
    assert found["lost_events"] == found["damaged_bytes"] == 0
    dsp, mixer = found["streams"]
    assert (dsp["node"], dsp["mode"], dsp["comm"]) == ("/dev/dsp", "O_WRONLY", "python3")
    assert mixer["node"] == "/dev/mixer" and mixer["sound"] == mixer["calls"] == []
    assert [(part["format"], part["channels"], part["rate"], part["frames"])
            for part in dsp["sound"]] == [("AFMT_S16_LE", 2, 44100, 1000),
                                          ("AFMT_S16_LE", 2, 8000, 400)]
    assert dsp["sound"][1]["seconds"] == 0.05
    calls = {call["request"]: (call["count"], call["errors"]) for call in dsp["calls"]}
    assert calls["SNDCTL_DSP_GETODELAY"] == (7, 0)
    assert calls["SNDCTL_DSP_SPEED"] == (2, 0)
    assert calls["0xc0045099"] == (1, 1)
    assert len(dsp["hints"]) == 1
    assert 0 <= dsp["opened"] <= dsp["closed"] <= found["seconds"]


def test_waiting_calls_have_their_time(box):
    box.python("-q --capture out.dsp", SCRIPT.replace("ramp(1000)", "ramp(8820)"))
    calls = {call["request"]: call["took_ns"]
             for call in json.loads(show(box, "--json").text)["streams"][0]["calls"]}
    assert calls["SNDCTL_DSP_SYNC"] > 50_000_000, "it waits for a fifth of a second"
    assert calls["SNDCTL_DSP_GETODELAY"] > 0


def test_text_says_the_same(box):
    box.python("-q --pace free --capture out.dsp", SCRIPT)
    text = show(box).text
    assert text.startswith("out.dsp\n  recorded   20")
    assert "  program    python3, at free pace\n" in text
    assert "  sound      0:00:00.05 of AFMT_S16_LE, 2 channels, 8000 Hz, 400 frames\n" in text
    assert "  opened     opened" not in text
    assert "hint" in text
    row, = (line.split() for line in text.splitlines() if "GETODELAY" in line)
    assert row[:3] == ["SNDCTL_DSP_GETODELAY", "7", "0"]


def test_underruns_have_their_frame(box):
    script = """if True:
        import oss, time
        fd = oss.dsp()
        for n in range(3):
            oss.play(fd, oss.ramp(6000))
            time.sleep(0.4)
    """
    box.python("-q --capture out.dsp", script)
    dsp, = json.loads(show(box, "--json").text)["streams"]
    assert dsp["underruns"] >= 1
    assert dsp["underrun_frames"][0] == 6000
    assert "underrun   at frame 6000" in show(box).text


def test_a_hostile_name_does_not_reach_the_terminal(user_box):
    name = "a\x1b[31m\nb"
    os.symlink("/bin/true", user_box / name)
    user_box.dsproxy("-q --capture out.dsp", f"./{name}")
    run = show(user_box)
    assert run.status == 0
    assert "\x1b" not in run.text and r"a\x1b[31m\x0ab" in run.text
    assert json.loads(show(user_box, "--json").text)["program"] == f"./{name}"


def test_a_torn_file_is_shown_as_far_as_it_goes(user_box):
    user_box.python("-q --pace free --capture out.dsp",
                    "import oss; oss.play(oss.dsp(), oss.ramp(100000))")
    user_box.write("out.dsp", user_box.read("out.dsp")[:200000])
    run = show(user_box)
    assert run.status == 0 and "100000" not in run.text
    assert "out.dsp has no end" in run.messages
    assert "sound " in run.text


def test_other_files_are_refused(user_box):
    user_box.write("out.dsp", ramp(1000))
    run = show(user_box)
    assert run.status == 1 and run.text == ""
    assert "out.dsp is not a capture file" in run.messages

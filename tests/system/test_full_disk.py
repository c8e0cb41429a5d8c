# SPDX-License-Identifier: GPL-2.0-or-later
"""A disk that becomes full while a recording is written. Root mounts a small one."""

import subprocess

import pytest

import capture
from box import command
from sound import decode, ffmpeg_decode, ramp

SCRIPT = "import oss; oss.play(oss.dsp(), oss.ramp(400000)); print('went on')"


@pytest.fixture
def full(root_box):
    """A runner of programs in a namespace where disk/ holds 256 KiB."""
    (root_box / "disk").mkdir()
    mount = "mount -t tmpfs -o size=256k tmpfs disk && \"$@\"; s=$?; cp -r disk kept; exit $s"

    def run(options, script=SCRIPT):
        arguments = command(options, ["python3", "-c", script])
        return root_box.run("unshare", "-m", "--propagation", "unchanged", "sh", "-c", mount,
                            "sh", *arguments)
    return run


@pytest.mark.parametrize("pace", ["free", "realtime"])
def test_the_program_goes_on_and_the_file_is_playable(root_box, full, pace):
    script = SCRIPT if pace == "free" else SCRIPT.replace("400000", "100000")
    run = full(f"-q --pace {pace} --record disk/out.wav", script)
    assert run.status == 0, run
    assert run.text == "went on\n"
    assert "dsproxy: the disk is full: 0:00:01." in run.messages, run
    assert run.messages.count("the disk is full") == 1
    assert "disk/out.wav; the program plays on" in run.messages
    pcm = decode(root_box / "kept/out.wav")
    assert 200000 < len(pcm) < 262144
    assert pcm == ramp(len(pcm) // 4)


def test_other_recordings_go_on(root_box, full):
    run = full("-q --pace free --record disk/out.wav --record out.raw")
    assert run.status == 0, run
    assert root_box.read("out.raw") == ramp(400000)


def test_a_capture_ends_and_stays_readable(root_box, full):
    run = full("-q --pace free --capture disk/out.dsp --record out.raw")
    assert run.status == 0, run
    assert run.text == "went on\n"
    assert "the disk is full: the capture in disk/out.dsp ends here" in run.messages
    assert run.messages.count("the disk is full") == 1
    heard = capture.heard(root_box.read("kept/out.dsp"), 1)
    assert 100000 < len(heard) < 262144
    assert heard == ramp(400000)[:len(heard)]
    assert root_box.read("out.raw") == ramp(400000)


def test_an_mp3_keeps_what_fits(root_box, full):
    script = "import oss, os; oss.play(oss.dsp(), os.urandom(8 << 20)); print('went on')"
    run = full("-q --pace free --to mp3:disk/out.mp3,bitrate=320", script)
    assert run.text == "went on\n", run
    assert "the disk is full" in run.messages
    length = subprocess.run(["mpg123", "-t", "-v", root_box / "kept/out.mp3"],
                            capture_output=True, check=True)
    assert b"finished" in length.stderr


@pytest.mark.parametrize("sink", [
    "aiff:disk/out", "caf:disk/out", "flac:disk/out", "vorbis:disk/out,quality=10",
    "opus:disk/out,bitrate=510"])
def test_every_kind_keeps_what_fits(root_box, full, sink):
    script = "import oss, os; oss.play(oss.dsp(), os.urandom(8 << 20)); print('went on')"
    run = full(f"-q --pace free --to {sink}", script)
    assert run.text == "went on\n", run
    assert run.messages.count("the disk is full") == 1, run
    assert "disk/out; the program plays on" in run.messages
    assert len(ffmpeg_decode(root_box / "kept/out")) > 4 * 40000


def test_a_log_that_does_not_fit_ends(root_box, full):
    script = """if True:
        import oss
        fd = oss.dsp()
        for i in range(4000):
            oss.ask(fd, oss.GETODELAY)
        print("went on")
    """
    run = full("--log disk/log --format json", script)
    assert run.text == "went on\n", run
    assert "the log in disk/log ends here: No space left on device" in run.messages

# SPDX-License-Identifier: GPL-2.0-or-later
"""`dsproxy tag`, judged by mutagen, ffmpeg and sox."""

import base64
import json
import os
import signal

import mutagen
import mutagen.flac
import pytest

from box import DSPROXY
from processes import until
from sound import convert, ffmpeg_decode, noise, write_wav

TITLE = "Schöne Grüße – 音楽 🎵"
FILES = {"a.mp3": "libmp3lame", "a.wav": "pcm_s16le", "a.aiff": "pcm_s16be", "a.flac": "flac",
         "a.ogg": "libvorbis", "a.opus": "libopus"}


def tag(box, *arguments):
    return box.run(DSPROXY, "tag", *arguments)


def sound(box, name, *options):
    convert("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=d=1:r=48000", "-c:a", FILES[name],
            *options, box / name)
    os.chmod(box / name, 0o666)


def cover(box):
    convert("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=red:s=32x32", "-frames:v", "1",
            box / "cover.png")
    return box.read("cover.png")


def shown(box, name):
    run = tag(box, name, "--json")
    assert run.status == 0, run
    return json.loads(run.text)


@pytest.fixture(params=FILES)
def name(request, user_box):
    sound(user_box, request.param)
    return request.param


def test_tags_are_changed_and_the_sound_is_not(user_box, name):
    box = user_box
    before = ffmpeg_decode(box / name)
    image = cover(box)
    run = tag(box, name, "--tag", f"title={TITLE}", "--tag", "track=3", "--cover", "cover.png")
    assert (run.status, run.out, run.err) == (0, b"", b""), run
    assert ffmpeg_decode(box / name) == before
    found = shown(box, name)
    assert found["file"] == name
    assert found["tags"]["title"] == [TITLE] and found["tags"]["track"] == ["3"]
    assert found["pictures"] == [{"type": "Front Cover", "mime": "image/png", "description": "",
                                  "bytes": len(image)}]
    run = tag(box, name, "--tag", "title=", "--remove-cover")
    assert run.status == 0, run
    found = shown(box, name)
    assert "title" not in found["tags"] and found["tags"]["track"] == ["3"]
    assert found["pictures"] == []
    assert ffmpeg_decode(box / name) == before
    assert sorted(os.listdir(box.path)) == sorted([name, "cover.png"])


def title_of(path):
    tags = mutagen.File(path).tags
    return str(tags["TIT2"]) if "TIT2" in tags else tags["title"][0]


def picture_of(path):
    file = mutagen.File(path)
    if hasattr(file.tags, "getall"):
        return file.tags.getall("APIC")[0].data
    if hasattr(file, "pictures"):
        return file.pictures[0].data
    block = file.tags["metadata_block_picture"][0]
    return mutagen.flac.Picture(base64.b64decode(block)).data


def test_mutagen_reads_them(user_box, name):
    image = cover(user_box)
    run = tag(user_box, name, "--tag", f"title={TITLE}", "--cover", "cover.png")
    assert run.status == 0, run
    assert title_of(user_box / name) == TITLE
    assert picture_of(user_box / name) == image


def test_what_others_wrote_is_shown(user_box):
    box = user_box
    sound(box, "a.flac", "-metadata", f"title={TITLE}", "-metadata", "composer=C", "-metadata",
          "date=2026", "-fflags", "+bitexact")
    run = tag(box, "a.flac")
    assert run.text == f"a.flac\n  title    {TITLE}\n  year     2026\n  composer C\n", run


def test_a_recording_of_ours(user_box):
    box = user_box
    script = "import oss; oss.play(oss.dsp(), oss.ramp(5000))"
    run = box.python(["-q", "--pace", "free", "--record", "a.wav", "--record", "a.mp3",
                      f"--tag=title={TITLE}", "--tag=comment=x"], script)
    assert run.status == 0, run
    for name in ("a.wav", "a.mp3"):
        assert shown(box, name)["tags"] == {"title": [TITLE], "comment": ["x"]}


def test_one_that_fails_stops_no_other(user_box):
    box = user_box
    sound(box, "a.mp3")
    sound(box, "a.wav")
    (box / "a.wav").chmod(0o444)
    box.write("text.mp3", "no sound").chmod(0o666)
    os.mkfifo(box / "fifo")
    (box / "fifo").chmod(0o666)
    (box / "folder").mkdir()
    run = tag(box, "none", "text.mp3", "fifo", "folder", "a.wav", "a.mp3", "--tag", "title=x")
    assert run.status == 1, run
    assert run.messages.count("\n") == 5, run
    assert "none cannot be opened: No such file" in run.messages
    assert "text.mp3 has no tags" in run.messages
    assert "fifo is not a file" in run.messages
    assert "folder cannot be opened: Is a directory" in run.messages
    assert "a.wav cannot be opened: Permission denied" in run.messages
    assert title_of(box / "a.mp3") == "x"


def test_a_cover_that_is_none_changes_nothing(user_box):
    box = user_box
    sound(box, "a.mp3")
    before = box.read("a.mp3")
    run = tag(box, "a.mp3", "--tag", "title=x", "--cover", "a.mp3")
    assert run.status == 1, run
    assert run.messages == ("dsproxy: a.mp3 cannot be a cover; name a JPEG, PNG, GIF or WebP "
                            "picture\n")
    assert box.read("a.mp3") == before


def test_a_full_disk_leaves_the_file_as_it_was(root_box):
    box = root_box
    sound(box, "a.wav")
    (box / "disk").mkdir()
    mount = ("mount -t tmpfs -o size=128k tmpfs disk && cp a.wav disk && \"$@\"; s=$?; "
             "cp -r disk kept; exit $s")
    run = box.run("unshare", "-m", "--propagation", "unchanged", "sh", "-c", mount, "sh", DSPROXY,
                  "tag", "disk/a.wav", "--tag", "title=x")
    assert run.status == 1, run
    assert "the disk of disk/a.wav is full" in run.messages
    assert os.listdir(box / "kept") == ["a.wav"]
    assert box.read("kept/a.wav") == box.read("a.wav")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_signal_in_the_middle_does_not_touch_the_sound(user_box, number):
    box = user_box
    pcm = noise(1) * 400
    write_wav(box / "a.wav", pcm).chmod(0o666)
    with box.start(DSPROXY, "tag", "a.wav", "--tag", "title=x") as process:
        assert until(lambda: len(os.listdir(box.path)) > 1 or process.poll() is not None)
        process.send_signal(number)
        process.communicate()
    assert ffmpeg_decode(box / "a.wav") == pcm
    if number == signal.SIGTERM:
        assert os.listdir(box.path) == ["a.wav"]


def test_without_standard_streams(user_box):
    sound(user_box, "a.mp3")
    close = "exec 0<&- 1>&- 2>&-; exec \"$@\""
    run = user_box.run("sh", "-c", close, "sh", DSPROXY, "tag", "a.mp3", "--tag", "title=x",
                       "--json")
    assert run.status == 0, run
    assert title_of(user_box / "a.mp3") == "x"
    assert len(convert("mpg123", "-q", "-s", user_box / "a.mp3")) == 48000 * 2


def test_a_closed_output_is_an_error(user_box):
    sound(user_box, "a.mp3")
    with open("/dev/full", "wb") as full:
        run = user_box.run(DSPROXY, "tag", "a.mp3", stdout=full)
    assert run.status == 1, run

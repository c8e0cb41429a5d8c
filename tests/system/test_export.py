# SPDX-License-Identifier: GPL-2.0-or-later
"""`dsproxy export`, on files that others made, judged by others."""

import os
import signal

import mutagen
import mutagen.id3
import pytest

from box import DSPROXY
from processes import until
from sound import convert, decode, ffmpeg_decode, first_difference, noise, probe, write_wav
from terminal import Terminal

TITLE = "Schöne Grüße – 音楽 🎵"


def export(box, *arguments, **popen):
    return box.run(DSPROXY, "export", *arguments, **popen)


def names(box):
    return sorted(os.listdir(box.path))


def wav(box, name="a.wav", seconds=1, seed=1):
    pcm = noise(seconds, seed)
    write_wav(box / name, pcm)
    os.chmod(box / name, 0o644)
    return pcm


def give_all_to_the_user(box):
    convert("chmod", "-R", "a+rwX", box.path)


def tagged_flac(box, name="t.flac"):
    wav(box, "plain.wav")
    convert("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=red:s=32x32", "-frames:v", "1",
            box / "cover.png")
    convert("flac", "-s", f"--picture={box / 'cover.png'}", f"--tag=TITLE={TITLE}",
            "--tag=ARTIST=A", "--tag=COMPOSER=C", "-o", box / name, box / "plain.wav")


def test_samples_are_exact(box):
    pcm = wav(box)
    run = export(box, "a.wav", "--format", "wav", "-o", "b.wav")
    assert run.status == 0, run
    assert run.messages == "dsproxy: b.wav holds 0:00:01.00 of AFMT_S16_LE, 2 channels, 44100 Hz\n"
    assert run.out == b""
    assert decode(box / "b.wav") == pcm
    assert names(box) == ["a.wav", "b.wav"]


@pytest.mark.parametrize("codec, sample", [
    ("pcm_s24le", "s32le"), ("pcm_s32le", "s32le"), ("pcm_f32le", "f32le"), ("pcm_u8", "u8")])
def test_other_widths_are_exact(user_box, codec, sample):
    box = user_box
    convert("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "anoisesrc=d=1:seed=3:r=48000", "-c:a",
            codec, box / "a.wav")
    assert export(box, "a.wav", "-o", "b.wav").status == 0
    assert probe(box / "b.wav")["codec_name"] == codec
    assert ffmpeg_decode(box / "b.wav", sample) == ffmpeg_decode(box / "a.wav", sample)


def test_an_mp3_with_tags_and_cover(user_box):
    box = user_box
    tagged_flac(box)
    run = export(box, "t.flac", "--format", "mp3,vbr=0", "--tag", "year=2026", "--tag", "artist=")
    assert run.status == 0, run
    tags = mutagen.id3.ID3(box / "t.mp3")
    assert str(tags["TIT2"]) == TITLE
    assert str(tags["TCOM"]) == "C"
    assert str(tags["TDRC"]) == "2026"
    assert "TPE1" not in tags
    assert tags.getall("APIC")[0].data == box.read("cover.png")
    assert len(convert("mpg123", "-q", "-s", box / "t.mp3")) == 44100 * 4


def test_and_back(user_box):
    box = user_box
    tagged_flac(box)
    assert export(box, "t.flac", "-o", "t.wav").status == 0
    assert decode(box / "t.wav") == decode(box / "plain.wav")
    tags = mutagen.File(box / "t.wav").tags
    assert str(tags["TIT2"]) == TITLE
    assert tags.getall("APIC")[0].data == box.read("cover.png")


def test_constant_rate(user_box):
    wav(user_box)
    run = export(user_box, "a.wav", "--format", "mp3", "--bitrate", "64")
    assert run.status == 0, run
    assert abs(mutagen.File(user_box / "a.mp3").info.bitrate - 64000) < 100


def test_twenty_files_on_four_threads(box):
    sounds = {f"{number}.wav": wav(box, f"{number}.wav", 0.5, number) for number in range(20)}
    (box / "out").mkdir()
    give_all_to_the_user(box)
    run = export(box, *sounds, "--format", "wav", "-o", "out", "-j", "4")
    assert run.status == 0, run
    for name, pcm in sounds.items():
        assert decode(box / "out" / name) == pcm
        assert f"dsproxy: out/{name} holds 0:00:00.50 of" in run.messages
    assert run.messages.endswith("dsproxy: 20 files are exported\n")
    assert len(os.listdir(box / "out")) == 20


def test_one_that_fails_stops_no_other(user_box):
    box = user_box
    pcm = wav(box)
    (box / "folder.wav").mkdir()
    box.write("text.wav", "no sound at all")
    box.write("empty.wav", b"")
    box.write("samples.raw", pcm)
    box.write("secret.wav", box.read("a.wav")).chmod(0)
    os.mkfifo(box / "fifo.wav")
    bad = ["none.wav", "folder.wav", "text.wav", "empty.wav", "samples.raw", "secret.wav",
           "fifo.wav"]
    before = names(box)
    run = export(box, *bad, "a.wav", "--format", "mp3", "-j", "2")
    assert run.status == 1, run
    assert names(box) == sorted([*before, "a.mp3"])
    for name in bad:
        assert run.messages.count(f"dsproxy: {name} ") == 1, run
    assert "secret.wav cannot be opened: Permission denied" in run.messages
    assert "samples.raw is not exported: it is no sound file" in run.messages
    assert "fifo.wav is not a file" in run.messages
    assert run.messages.endswith("dsproxy: 1 of 8 files are exported, 7 failed\n")


def test_names_that_collide_are_said_before_anything_starts(user_box):
    box = user_box
    wav(box)
    convert("flac", "-s", box / "a.wav")
    run = export(box, "a.wav", "a.flac", "--format", "mp3")
    assert run.status == 2, run
    assert run.messages == ("dsproxy: a.wav and a.flac would both become a.mp3; export them into "
                            "different folders\n")
    assert names(box) == ["a.flac", "a.wav"]


def test_an_existing_file_needs_force(box):
    wav(box)
    box.write("a.mp3", "precious")
    give_all_to_the_user(box)
    run = export(box, "a.wav", "--format", "mp3")
    assert run.status == 1, run
    assert "a.mp3 is there already; add --force to replace it" in run.messages
    assert box.read("a.mp3") == b"precious"
    assert export(box, "a.wav", "--format", "mp3", "--force").status == 0
    assert mutagen.File(box / "a.mp3").info.sample_rate == 44100


def test_a_file_may_take_its_own_place(user_box):
    pcm = wav(user_box)
    give_all_to_the_user(user_box)
    run = export(user_box, "a.wav", "--format", "wav", "-f", "--tag", f"title={TITLE}")
    assert run.status == 0, run
    assert decode(user_box / "a.wav") == pcm
    shown = convert("ffprobe", "-v", "error", "-show_entries", "format_tags", user_box / "a.wav")
    assert f"TAG:title={TITLE}\n" in shown.decode()


def test_no_place_to_write(user_box):
    box = user_box
    wav(box)
    (box / "locked").mkdir(mode=0o555)
    run = export(box, "a.wav", "--format", "mp3", "-o", "locked")
    assert run.status == 1, run
    assert "locked/a.mp3 cannot be opened: Permission denied" in run.messages
    assert os.listdir(box / "locked") == []


def test_a_full_disk_leaves_nothing_half(root_box):
    box = root_box
    wav(box, "small.wav", 0.1)
    wav(box, "large.wav", 5)
    (box / "disk").mkdir()
    mount = "mount -t tmpfs -o size=256k tmpfs disk && \"$@\"; s=$?; cp -r disk kept; exit $s"
    run = box.run("unshare", "-m", "--propagation", "unchanged", "sh", "-c", mount, "sh", DSPROXY,
                  "export", "large.wav", "small.wav", "--format", "wav", "-o", "disk", "-j1")
    assert run.status == 1, run
    assert "large.wav is not exported: the disk of disk/large.wav is full; free some space" \
        in run.messages
    assert os.listdir(box / "kept") == ["small.wav"]
    assert decode(box / "kept/small.wav") == decode(box / "small.wav")


def start_long(box, *options, **popen):
    """Exports for minutes; returns when the first file is being written."""
    convert("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "anoisesrc=d=1500:r=44100", "-c:a",
            "pcm_s16le", box / "a.wav")
    for name in ("b.wav", "c.wav"):
        os.link(box / "a.wav", box / name)
    process = box.start(DSPROXY, "export", "a.wav", "b.wav", "c.wav", "--format", "mp3,quality=0",
                        *options, **popen)
    assert until(lambda: any(name.startswith(".dsproxy-") and (box / name).stat().st_size > 10000
                             for name in names(box)))
    return process


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_cancelled_it_leaves_nothing(user_box, number):
    box = user_box
    with start_long(box, "-j2") as process:
        process.send_signal(number)
        _, err = process.communicate()
    assert process.returncode == -number
    assert err.decode() == "dsproxy: cancelled: 0 of 3 files are exported\n"
    assert names(box) == ["a.wav", "b.wav", "c.wav"]


def test_a_signal_that_is_ignored_cancels_nothing(user_box):
    box = user_box
    ignore = lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)  # noqa: E731
    with start_long(box, preexec_fn=ignore) as process:
        process.send_signal(signal.SIGHUP)
        process.send_signal(signal.SIGTERM)
        process.communicate()
    assert process.returncode == -signal.SIGTERM


def test_killed_it_leaves_nothing_under_the_final_name(user_box):
    box = user_box
    with start_long(box) as process:
        process.kill()
        process.communicate()
    assert not [name for name in names(box) if name.endswith(".mp3")]


def test_on_a_terminal_one_line_lives(user_box):
    box = user_box
    for number in range(4):
        wav(box, f"{number}.wav", 3, number)
    with Terminal(box) as terminal:
        terminal.type(f"{DSPROXY} export *.wav --format mp3 -j1")
        shown = terminal.expect("dsproxy: 4 files are exported\r\n")
        terminal.type("exit")
    assert "\r\033[K" in shown
    assert " of 4 files, " in shown and " x real time, " in shown and " left" in shown
    assert "dsproxy:" not in shown


@pytest.mark.parametrize("name, command", [
    ("a.flac", "flac -s {wav} -o {out}"), ("a.ogg", "oggenc -Q {wav} -o {out}"),
    ("a.opus", "opusenc --quiet {wav} {out}"), ("a.mp3", "lame --quiet {wav} {out}"),
    ("a.aiff", "sox {wav} {out}")])
def test_a_torn_input_goes_as_far_as_it_can_be_read(user_box, name, command):
    box = user_box
    wav(box, "in.wav", 10)
    convert(*command.format(wav=box / "in.wav", out=box / name).split())
    whole = ffmpeg_decode(box / name)
    with open(box / name, "r+b") as file:
        file.truncate(os.path.getsize(box / name) * 2 // 3)
    run = export(box, name, "-o", "out.wav")
    assert run.status == 0, run
    got = ffmpeg_decode(box / "out.wav")
    assert len(whole) / 2 < len(got) < len(whole)
    if name.endswith(("flac", "mp3")):
        assert f"; not all of {name} could be read" in run.messages
    if name.endswith(("flac", "aiff")):
        assert first_difference(got, whole) == len(got)
    assert run.messages.count("\n") == 1, run


def test_what_a_killed_recorder_left(user_box):
    box = user_box
    script = """if True:
        import oss, os, signal, time
        fd = oss.dsp()
        oss.play(fd, oss.ramp(200000))
        time.sleep(2.5)
        os.kill(os.getppid(), signal.SIGKILL)
    """
    box.python("-q --record out.wav --record out.mp3", script)
    for name in ("out.wav", "out.mp3"):
        run = export(box, name, "--format", "wav", "-o", f"{name}.exported.wav")
        assert run.status == 0, run
        assert len(ffmpeg_decode(box / f"{name}.exported.wav")) > 44100 * 4


def test_a_header_that_lies(user_box):
    """A second of sound that says it is two thousand years long."""
    box = user_box
    pcm = wav(box)
    convert("flac", "-s", box / "a.wav")
    data = bytearray(box.read("a.flac"))
    stream_info = int.from_bytes(data[18:26], "big")
    data[18:26] = (stream_info & ~(0xfffff << 44) | 1 << 44 | (1 << 36) - 1).to_bytes(8, "big")
    box.write("a.flac", data)
    run = export(box, "a.flac", "-o", "b.wav")
    assert run.status == 0, run
    assert ("b.wav holds 12:15:00.00 of AFMT_S16_LE, 2 channels, 1 Hz; not all of a.flac could be "
            "read") in run.messages
    assert ffmpeg_decode(box / "b.wav") == pcm

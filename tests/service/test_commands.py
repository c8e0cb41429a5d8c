# SPDX-License-Identifier: GPL-2.0-or-later
"""What a person sees of the service: dsproxy list, status, route, volume, record, log."""

import json
import signal

import pytest

import processes
from box import DSPROXY
from session import end, finish
from sound import decode, ramp

pytestmark = pytest.mark.limit(60)


def rows(text):
    """The lines of a table, each as its words."""
    return [line.split() for line in text.splitlines()]


def test_list_shows_who_plays(service):
    program = service.play()
    stream, = service.wait_for_sound(1)
    assert stream["path"].endswith("/ramp") and stream["node"] == "/dev/dsp"
    assert (stream["rate"], stream["channels"], stream["afmt"]) == (44100, 2, 16)
    assert stream["sinks"] == ["default"] and not stream["capture"]
    head, row = rows(service.tell("list"))
    assert head[:4] == ["ID", "PROGRAM", "PID", "DEVICE"]
    assert row[:4] == [str(stream["id"]), "ramp", str(stream["pid"]), "/dev/dsp"]
    assert row[-1] == "default" and "100" in row
    assert service.tell("list", "-q") == f"{stream['id']}\n"
    end(program)
    service.wait_for_streams(0)
    assert service.tell("list") == "Nothing plays.\n"
    assert service.tell("list", "--json") == "[]\n"


def test_status_shows_streams_sinks_and_recordings(service):
    program = service.play()
    service.wait_for_sound(1)
    number = service.tell("record", "--folder", service.box / "music").strip()
    text = service.tell("status")
    assert "ramp" in text and "null" in text and "running" in text
    service.tell("record", "stop", number)
    end(program)


def test_route_changes_where_it_goes(service):
    program = service.play()
    stream, = service.wait_for_sound(1)
    number = str(stream["id"])
    service.tell("route", number, "null", "wav:here.wav")
    stream, = service.streams()
    assert stream["sinks"] == ["null", f"wav:{service.box / 'here.wav'}"]
    service.tell("route", number, "none")
    stream, = service.streams()
    assert stream["sinks"] == []
    assert rows(service.tell("list"))[1][-1] == "-"
    end(program)
    heard = decode(service.box / "here.wav")
    first = int.from_bytes(heard[:4], "little")
    assert heard == ramp(len(heard) // 4, first)


def test_volume(service):
    program = service.play()
    stream, = service.wait_for_sound(1)
    number = str(stream["id"])
    service.tell("volume", number, "80:60")
    stream, = service.streams()
    assert (stream["left"], stream["right"], stream["muted"]) == (0.8, 0.6, False)
    assert "80:60 %" in service.tell("list")
    service.tell("volume", number, "mute")
    assert "muted" in service.tell("list")
    service.tell("volume", number, "unmute")
    stream, = service.streams()
    assert (stream["left"], stream["right"], stream["muted"]) == (0.8, 0.6, False)
    end(program)


def test_record_begins_pauses_splits_and_stops(service):
    music = service.box / "music"
    number = service.tell("record", "--format", "wav", "--name", "take %N", "--folder",
                          music).strip()
    assert number == "1"
    program = service.play()
    service.wait_for_sound(1)
    recording, = service.recordings()
    assert recording["id"] == 1 and recording["phase"] == "running"
    service.tell("record", "pause", number)
    assert rows(service.tell("record", "list"))[1][:2] == ["1", "paused"]
    service.tell("record", "resume", number)
    service.tell("record", "split", number)
    end(program)
    service.tell("record", "stop", number)
    assert service.tell("record", "list") == "Nothing is being recorded.\n"
    service.stop_service()
    files = sorted(music.iterdir())
    assert files and all(decode(file) for file in files)


@pytest.mark.parametrize("style", ["english", "strace", "json"])
def test_log_has_what_was(service, style):
    finish(service.play(0.2))
    text = service.tell("log", "--format", style)
    if style == "json":
        kinds = [json.loads(line)["kind"] for line in text.splitlines()]
        assert kinds[0] == "opened" and kinds[-1] == "closed"
    else:
        assert "/dev/dsp" in text and text.splitlines()[-1].strip()


def test_log_follows_until_the_service_ends(service):
    follower = service.box.start(DSPROXY, "log", "-f", "--format", "json")
    kinds = []
    for count in range(2):
        finish(service.play(0.2))
        while kinds.count("closed") <= count:
            kinds.append(json.loads(follower.stdout.readline())["kind"])
    assert kinds.count("opened") == 2
    service.stop_service()
    rest, messages = follower.communicate()
    assert (rest, messages, follower.returncode) == (b"", b"", 0)


def test_log_follows_until_interrupted(service):
    follower = service.box.start(DSPROXY, "log", "-f", "--format", "json")
    finish(service.play(0.2))
    assert json.loads(follower.stdout.readline())["kind"] == "opened"
    follower.send_signal(signal.SIGINT)
    follower.communicate()
    assert follower.returncode == -signal.SIGINT


WRONG = [
    # What somebody writes, the exit code, and what it must say.
    (["list", "--nonsense"], 2, "--nonsense"),
    (["list", "word"], 2, "takes no words, but word"),
    (["status", "--nonsense"], 2, "--nonsense"),
    (["sinks", "word"], 2, "takes no words, but word"),
    (["log", "--format", "latin"], 2, "latin is unknown"),
    (["route"], 2, "a stream and its sinks are wanted"),
    (["route", "1"], 2, "a stream and its sinks are wanted"),
    (["route", "x", "null"], 2, "x is not the number of a stream"),
    (["route", "-1", "null"], 2, "-1"),
    (["route", "99999999999999999999", "null"], 2, "is not the number of a stream"),
    (["route", "4711", "null"], 1, "there is no stream 4711"),
    (["volume", "1"], 2, "a stream and its volume are wanted"),
    (["volume", "1", "401"], 2, "401 is no volume"),
    (["volume", "1", "50:"], 2, "50: is no volume"),
    (["volume", "4711", "50"], 1, "there is no stream 4711"),
    (["record", "4711"], 1, "there is no stream 4711"),
    (["record", "x"], 2, "x is not the number of a stream"),
    (["record", "stop"], 2, "one recording is wanted"),
    (["record", "stop", "4711"], 1, "there is no recording 4711"),
    (["record", "--format", "null"], 2, "null is unknown"),
    (["record", "--split-every", "soon"], 2, "soon"),
    (["record", "--limit-size", "-3"], 2, "-3"),
    (["record", "--limit-time", "1e300"], 2, "1e300"),
]


@pytest.mark.parametrize("words,status,said", WRONG, ids=lambda value: " ".join(value)
                         if isinstance(value, list) else None)
def test_what_makes_no_sense_is_said(service, words, status, said):
    run = service.ask(*words)
    assert run.status == status, run
    assert said in run.messages and run.text == "", run
    assert run.messages.startswith("dsproxy: ") and run.messages.count("\n") == 1, run


@pytest.mark.parametrize("sink", ["nonsense", "wav:", "nonsense:x"])
def test_a_sink_that_cannot_be_leaves_the_old_route(service, sink):
    program = service.play()
    stream, = service.wait_for_sound(1)
    run = service.ask("route", str(stream["id"]), "null", sink)
    assert run.status == 1, run
    assert run.messages.startswith("dsproxy: "), run
    stream, = service.streams()
    assert stream["sinks"] == ["default"]
    end(program)


def test_a_file_that_cannot_be_is_told(service):
    program = service.play()
    stream, = service.wait_for_sound(1)
    service.tell("route", str(stream["id"]), "null", "wav:/proc/nowhere/x.wav")
    assert processes.until(lambda: "/proc/nowhere" in service.tell("status")), \
        service.tell("status")
    end(program)

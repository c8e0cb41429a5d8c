# SPDX-License-Identifier: GPL-2.0-or-later
"""The service begins, is one, and ends."""

import re
import signal
import xml.etree.ElementTree as ET

import pytest

import processes
from bus import NAME, PATH
from session import DSPROXYD, end, finish
from sound import decode, ramp

pytestmark = pytest.mark.limit(60)

METHODS = {
    "Attach": ([], ["socket"]),
    "ListStreams": ([], ["streams"]),
    "ListSinks": ([], ["sinks"]),
    "ListRecordings": ([], ["recordings"]),
    "ListDevices": ([], ["devices"]),
    "SetRoute": (["stream", "sinks"], []),
    "SetLevel": (["stream", "left", "right", "muted"], []),
    "StartRecording": (["order"], ["recording"]),
    "ControlRecording": (["recording", "command"], []),
    "OpenLog": (["backlog"], ["ring", "socket"]),
    "RetrySinks": ([], []),
}


def test_the_bus_starts_it_when_it_is_needed(session):
    session.activate()
    assert "does not run" in session.ask("status").text
    assert session.tell("list") == "Nothing plays.\n"
    assert session.tell("status").startswith("Nothing plays.\n")


def test_a_program_that_plays_starts_it(session):
    session.activate()
    program = session.play()
    session.wait_for_sound(1)
    end(program)
    session.wait_for_streams(0)


def test_without_it_and_no_way_to_start_it_programs_play(session):
    program = session.play(0.5)
    finish(program)
    run = session.ask("list")
    assert run.status == 1
    assert "does not run and the bus cannot start it" in run.messages


def test_a_second_one_says_that_it_runs_already(service):
    second = service.box.run(DSPROXYD)
    assert second.status == 1
    assert second.messages == "dsproxyd: it runs already: File exists\n"
    assert service.tell("list") == "Nothing plays.\n"


def test_without_a_bus_it_says_so(session):
    run = session.box.run(DSPROXYD, env={"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"})
    assert run.status == 1
    assert "the session bus cannot be reached" in run.messages


def test_stopped_while_three_streams_record(service):
    box = service.box
    service.tell("record", "--format", "wav", "--name", "%p-%N", "--folder", box / "music")
    programs = [service.play() for _ in range(3)]
    streams = service.wait_for_streams(3, lambda stream: stream["frames"] > 22050)
    recording, = service.recordings()
    assert service.stop_service() == (0, "")
    end(*programs)
    assert len(streams) == 3 and recording["phase"] == "running"
    files = sorted((box / "music").iterdir())
    assert len(files) == 3, files
    for file in files:
        heard = decode(file)
        assert len(heard) // 4 >= 22050
        assert heard == ramp(len(heard) // 4), file
        assert file.stat().st_mode & 0o777 == 0o600


def test_interrupted_it_ends_as_well(service):
    daemon = service.service
    service.service = None
    daemon.send_signal(signal.SIGINT)
    assert daemon.communicate() == (b"", b"")
    assert daemon.returncode == 0


def test_it_ends_with_the_session(session):
    service = session.start_service()
    session.service = None
    session.daemon.terminate()
    service.communicate()
    assert service.returncode is not None


def test_introspection_names_every_argument(service):
    xml = service.box.run("busctl", f"--address={service.address}", "--xml-interface",
                          "introspect", NAME, PATH).text
    found = {}
    for method in ET.fromstring(xml).iterfind(f"interface[@name='{NAME}']/method"):
        names = {"in": [], "out": []}
        for argument in method.iterfind("arg"):
            names[argument.get("direction")].append(argument.get("name"))
        found[method.get("name")] = (names["in"], names["out"])
    for method, names in METHODS.items():
        assert found.get(method) == names, method
    every = [name for ways in found.values() for way in ways for name in way]
    assert None not in every
    assert re.search(r'<property name="Version" type="u" access="read"', xml)
    assert re.search(r'<signal name="Changed">\s*<arg type="as" name="topics"', xml)


def test_a_broken_line_of_the_settings_is_named_and_the_rest_holds(session):
    session.box.write("config/dsproxy/dsproxyd.conf", "what is this\noutput = null\n")
    session.start_service()
    program = session.play()
    session.wait_for_sound(1)
    assert processes.until(lambda: "null" in session.tell("status"))
    end(program)
    code, messages = session.stop_service()
    assert code == 0
    assert "dsproxyd.conf:1 is not understood: what is this" in messages

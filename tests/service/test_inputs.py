# SPDX-License-Identifier: GPL-2.0-or-later
"""What programs record comes from the service: files, other programs, silence; it may change while
they record."""

import processes
from session import finish
from sound import noise, strip_silence, write_wav

SOX = ["sox", "-q", "-t", "ossdsp", "-r", "44100", "-c", "2", "-b", "16", "-e", "signed",
       "/dev/dsp", "-t", "raw", "out.raw", "trim", "0"]

# Records until there is a file called "enough".
RECORD = """if True:
    import os, oss
    fd = oss.dsp(os.O_RDONLY)
    with open("out.raw", "wb") as out:
        while not os.path.exists("enough"):
            out.write(os.read(fd, 4096))
            out.flush()
"""


def set_input(session, text):
    session.box.write("config/dsproxy/dsproxyd.conf", f"output = null\ninput = {text}\n")


def record(service):
    program = service.start("-q", "python3", "-c", RECORD)
    stream, = service.wait_for_streams(1, lambda stream: stream["capture"])
    return program, str(stream["id"])


def recorded(service):
    return service.box.read("out.raw") if (service.box / "out.raw").exists() else b""


def wait_for(service, condition):
    """Until what is recorded from now on meets it."""
    begin = len(recorded(service)) // 4 * 4
    assert processes.until(lambda: condition(recorded(service)[begin:])), recorded(service)[-64:]


def enough(service, program):
    service.box.write("enough", "")
    finish(program)
    return recorded(service)


def is_silent(pcm):
    return len(pcm) > 8000 and not any(pcm[-4000:])


def counted(pcm):
    """Without the silence that a late machine puts between frames."""
    return [frame for frame in frames(pcm) if frame]


def frames(pcm):
    return memoryview(pcm[:len(pcm) // 4 * 4]).cast("I")


def test_a_program_hears_the_file_that_is_set_exactly(session):
    pcm = noise(1.5)
    write_wav(session.box / "in.wav", pcm)
    set_input(session, f"file:{session.box / 'in.wav'}")
    session.start_service()
    finish(session.start("-q", *SOX, "0.5"))
    heard = strip_silence(session.box.read("out.raw"))
    assert len(heard) > 40000
    assert heard == pcm[:len(heard)]


def test_input_of_a_run_goes_before_what_is_set(session):
    pcm = noise(1.5, seed=2)
    write_wav(session.box / "set.wav", noise(1.5))
    write_wav(session.box / "in.wav", pcm)
    set_input(session, f"file:{session.box / 'set.wav'}")
    session.start_service()
    finish(session.start("-q --input in.wav", *SOX, "0.3"))
    heard = session.box.read("out.raw")
    assert heard == pcm[:len(heard)]


def test_another_program_is_heard_frame_by_frame(service):
    player = service.play()
    stream, = service.wait_for_sound(1)
    program, number = record(service)
    service.tell("route", number, f"stream:{stream['id']}")
    wait_for(service, lambda pcm: len(strip_silence(pcm)) > 200000)
    heard = counted(enough(service, program))
    assert all(b - a == 1 for a, b in zip(heard, heard[1:]))
    assert player.poll() is None


def test_the_source_changes_while_the_program_records(service):
    low, high = ((b"\x01\x00" + side) * 300000 for side in (b"\x01\x10", b"\x01\x40"))
    write_wav(service.box / "low.wav", low)
    write_wav(service.box / "high.wav", high)
    program, number = record(service)
    for name, frame in (("low", low[:4]), ("high", high[:4]), ("low", low[:4])):
        service.tell("route", number, f"loop:{name}.wav")
        wait_for(service, lambda pcm, frame=frame: pcm.endswith(frame * 1000))
    stream, = service.streams()
    assert stream["input"] == f"loop:{service.box / 'low.wav'}"
    assert stream["frames"] > 0 and stream["sinks"] == []
    service.tell("volume", number, "200")
    wait_for(service, lambda pcm: pcm.endswith(b"\x02\x00\x02\x20" * 1000))
    service.tell("volume", number, "mute")
    wait_for(service, is_silent)
    service.tell("volume", number, "unmute")
    wait_for(service, lambda pcm: any(pcm))
    service.tell("route", number, "none")
    wait_for(service, is_silent)
    assert set(frames(enough(service, program))) >= {0, *frames(low[:4] + high[:4])}


def test_a_stream_that_ends_leaves_silence(service):
    player = service.play(3)
    stream, = service.wait_for_sound(1)
    program, number = record(service)
    service.tell("route", number, f"stream:{stream['id']}")
    wait_for(service, any)
    finish(player)
    wait_for(service, is_silent)
    heard = counted(enough(service, program))
    assert heard[-1] == 3 * 44100
    assert all(b - a == 1 for a, b in zip(heard, heard[1:]))


def test_what_cannot_be_recorded_is_refused_or_said(service):
    program, number = record(service)
    for source in ("stream:77", "trumpet", "null", f"stream:{number}"):
        refused = service.ask("route", number, source)
        assert refused.status == 1 and refused.messages, refused
    assert service.ask("route", number, "silence", "silence").status == 1
    service.tell("route", number, "file:nothing.wav")
    assert processes.until(lambda: "nothing.wav cannot be opened" in service.tell("list"))
    enough(service, program)


def test_a_service_that_is_killed_stops_no_recorder(session):
    write_wav(session.box / "in.wav", noise(30))
    set_input(session, f"loop:{session.box / 'in.wav'}")
    session.start_service()
    program, _ = record(session)
    wait_for(session, any)
    session.kill_service()
    wait_for(session, is_silent)
    session.start_service()
    wait_for(session, any)
    assert any(enough(session, program))


def test_a_frozen_service_stops_no_recorder(session):
    write_wav(session.box / "in.wav", noise(30))
    set_input(session, f"loop:{session.box / 'in.wav'}")
    service = session.start_service()
    program, _ = record(session)
    wait_for(session, any)
    service.send_signal(19)
    wait_for(session, is_silent)
    service.send_signal(18)
    wait_for(session, any)
    enough(session, program)

# SPDX-License-Identifier: GPL-2.0-or-later
"""Calls of OSS 4 in whole runs: what they do to the recording and how the log tells them."""

import json

from sound import decode, noise

SETTRIGGER_OFF, SILENCE, SKIP = "oss.ask(fd, oss.SETTRIGGER, 0)", 0x501f, 0x5020
SETPLAYVOL, SYNCGROUP, SYNCSTART = 0xc0045018, 0xc048501c, 0x4004501d
SETSONG, SETLABEL = 0x40405902, 0x40105904

PAUSE = f"""if True:
    import fcntl, oss, sys
    fd = oss.dsp()
    oss.ask(fd, 0xc004500a, 4 << 16 | 12)
    {SETTRIGGER_OFF}
    data = open("in", "rb").read()
    oss.play(fd, data[:8192])
    fcntl.ioctl(fd, int(sys.argv[1]))
    oss.ask(fd, oss.SETTRIGGER, 2)
    oss.play(fd, data[8192:])
    fcntl.ioctl(fd, oss.SYNC)
"""


def paused(box, call):
    pcm = noise(0.3)
    box.write("in", pcm)
    run = box.python("-q --record out.wav", PAUSE, call)
    assert run.status == 0, run
    return pcm, decode(box / "out.wav")


def test_silence_takes_the_place_of_what_was_queued(box):
    pcm, captured = paused(box, SILENCE)
    assert captured == bytes(8192) + pcm[8192:]


def test_what_skip_drops_is_not_recorded(box):
    pcm, captured = paused(box, SKIP)
    assert captured == pcm[8192:]


def test_volumes_change_no_sample(box):
    pcm = noise(0.2)
    box.write("in", pcm)
    script = f"""if True:
        import oss
        fd = oss.dsp()
        assert oss.ask(fd, {SETPLAYVOL}, 1 | 2 << 8) == 1 | 2 << 8
        oss.play(fd, open("in", "rb").read())
    """
    run = box.python("-q --pace free --record out.wav", script)
    assert run.status == 0, run
    assert decode(box / "out.wav") == pcm


def test_the_log_has_whole_texts(box):
    song = "s" * 60 + "ong"
    script = f"""if True:
        import fcntl, oss
        fd = oss.dsp()
        fcntl.ioctl(fd, {SETSONG}, b"{song}" + bytes(1))
        fcntl.ioctl(fd, {SETLABEL}, b"left".ljust(16, bytes(1)))
    """
    run = box.python("--log log --format json", script)
    assert run.status == 0, run
    events = [json.loads(line) for line in box.read("log").splitlines()]
    told = {event["request"]: event["in"]["value"] for event in events
            if event["kind"] == "ioctl" and event["request"].startswith("SNDCTL_SET")}
    assert told == {"SNDCTL_SETSONG": song, "SNDCTL_SETLABEL": "left"}


def test_a_group_starts_at_one_moment(box):
    script = f"""if True:
        import fcntl, oss, struct
        first, second = oss.dsp(), oss.dsp(rate=48000)
        group = struct.pack("18i", 0, 2, *[0] * 16)
        group = fcntl.ioctl(first, {SYNCGROUP}, group)
        fcntl.ioctl(second, {SYNCGROUP}, group)
        for fd in (first, second):
            oss.play(fd, bytes(8192))
        oss.ask(second, {SYNCSTART}, struct.unpack_from("i", group)[0])
        for fd in (first, second):
            fcntl.ioctl(fd, oss.SYNC)
    """
    run = box.python("--log log --format json", script)
    assert run.status == 0, run
    events = [json.loads(line) for line in box.read("log").splitlines()]
    started = [event for event in events if event["kind"] == "started"]
    assert len(started) == 2
    assert started[0]["time"] == started[1]["time"]
    assert started[0]["stream"] != started[1]["stream"]


def test_formats_without_a_sign_keep_their_values(box):
    u32 = noise(0.1, frame=8)
    # The sign bit of U32 is turned in S32.
    s32 = bytes(byte ^ 0x80 if i % 4 == 3 else byte for i, byte in enumerate(u32))
    box.write("in", u32)
    script = """if True:
        import oss
        fd = oss.dsp(afmt=0x200000)
        oss.play(fd, open("in", "rb").read())
    """
    run = box.python("-q --pace free --record out.wav --record out.raw", script)
    assert run.status == 0, run
    assert box.read("out.raw") == u32
    assert box.read("out.wav").endswith(s32)

# SPDX-License-Identifier: GPL-2.0-or-later
"""Real programs under rules of the user, and the file that these are kept in."""

import re
import shutil
import signal
import wave

from box import DSPROXY, client

ASK = """if True:
    import errno, fcntl, mmap, os, select, struct, sys
    import oss
    def space(fd, request=oss.GETOSPACE):
        return struct.unpack("4i", fcntl.ioctl(fd, request, bytes(16)))[1:3]
    def error(call, *arguments):
        try:
            call(*arguments)
        except OSError as failed:
            return errno.errorcode[failed.errno]
        return "none"
    GETISPACE = 0x8010500d
"""


def under(box, rules, script, *options):
    """What SCRIPT prints under RULES; python3 is the name of its process."""
    box.write("mine", rules)
    run = box.python(["--rules", "mine", *options], ASK + script)
    assert run.status == 0, run
    return run


SPACE = """
    fd = oss.dsp()
    oss.ask(fd, oss.SETFRAGMENT, 16 << 16 | 12)
    print(*space(fd), oss.ask(fd, oss.GETBLKSIZE))
"""


def test_forced_fragments_are_what_the_program_sees(box):
    run = under(box, "python3 4 1024\n", SPACE)
    assert run.text == "4 1024 1024\n"
    assert "rule of line 1: python3 4 1024\n" in run.messages
    assert under(box, "other 4 1024\n", SPACE).text == "16 4096 4096\n"


def test_what_is_played_under_a_rule_is_recorded_exactly(box):
    box.write("mine", "ramp 3 512 partial-frag\n")
    run = box.dsproxy("--rules mine -q --record out.raw", client("ramp"), 5000, 37)
    assert run.status == 0, run
    frames = box.read("out.raw")
    assert frames == b"".join(n.to_bytes(4, "little") for n in range(1, 5001))


def test_a_mapped_buffer_has_the_forced_size(user_box):
    user_box.write("mine", "mapped 8 1024 mmap\n[capture]\nmapped 0 0 disable\n")
    run = user_box.dsproxy("--rules mine --record out.raw", client("mapped"), 5000)
    assert run.status == 0, run
    assert "8 of 8 fragments of 1024 bytes" in run.messages, run
    assert user_box.read("out.raw").startswith(
        b"".join(n.to_bytes(4, "little") for n in range(1, 5001)))


DISABLED = """
    fd = os.open("/dev/dsp", os.O_RDWR)
    print(error(os.read, fd, 100), error(space, fd, GETISPACE), *space(fd))
    print(fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDWR)
    print(error(mmap.mmap, fd, 512, mmap.MAP_SHARED, mmap.PROT_READ))
    ready = select.poll()
    ready.register(fd)
    print(ready.poll(0) == [(fd, select.POLLOUT)])
    print(os.write(fd, bytes(100)), error(os.open, "/dev/dsp", os.O_RDONLY))
"""


def test_a_disabled_direction_is_not_there(box):
    run = under(box, "[capture]\npython3 0 0 disable\n[playback]\npython3 2 256\n", DISABLED)
    assert run.text == "ENXIO EINVAL 2 256\nTrue\nENXIO\nTrue\n100 EINVAL\n"
    assert re.search(r"open /dev/dsp refused with EINVAL to python3 \(\d+\)\n"
                     r"capture: rule of line 2: python3 0 0 disable\n", run.messages), run


def test_both_directions_disabled_refuse_all_but_the_mixer(user_box):
    run = under(user_box, "python3 0 0 disable\n", """
    for mode in os.O_RDONLY, os.O_WRONLY, os.O_RDWR:
        print(error(os.open, "/dev/dsp", mode))
    print(error(os.open, "/dev/mixer", os.O_RDWR))
""")
    assert run.text == "EINVAL\nEINVAL\nEINVAL\nnone\n"


FIXED = """
    fd = os.open("/dev/dsp", os.O_WRONLY)
    print(oss.ask(fd, oss.SETFMT, 8), oss.ask(fd, oss.CHANNELS, 1), oss.ask(fd, oss.SPEED, 8000))
    print(os.write(fd, bytes(range(1, 101))))
"""


def test_a_fixed_format_is_all_that_the_program_gets(box):
    run = under(box, "py*3 0 0 format=S16_LE/2/22050\n", FIXED, "--record", "out.wav")
    assert run.text == "16 2 22050\n100\n"
    assert "format AFMT_S16_LE, 2 channels, 22050 Hz from frame 0\n" in run.messages
    assert "closed after 25 frames\n" in run.messages
    with wave.open(str(box / "out.wav")) as wav:
        assert wav.getparams()[:4] == (2, 2, 22050, 25)
        assert wav.readframes(25) == bytes(range(1, 101))


CLOSE = """
    fd = os.open("/dev/dsp", os.O_WRONLY)
    os.write(fd, bytes([7]) * 2000)
    os.close(fd)
"""


def test_close_does_what_the_rule_says(user_box):
    run = under(user_box, "python3 0 0 close=drop\n", CLOSE, "--record", "drop.raw")
    assert "reset" in run.messages, run
    heard = user_box / "drop.raw"
    assert not heard.exists() or heard.stat().st_size < 2000
    for policy in "drain", "background":
        under(user_box, f"python3 0 0 close={policy}\n", CLOSE, "--record", policy + ".raw")
        assert user_box.read(policy + ".raw") == bytes([7]) * 2000


def test_close_in_the_background_returns_at_once(user_box):
    script = CLOSE + """
    other = os.open("/dev/dsp", os.O_WRONLY)
    print("opened again")
    os._exit(0)
"""
    run = under(user_box, "python3 0 0 close=background\n", script, "--record", "out.raw")
    events = run.messages
    assert events.index("[2] opened /dev/dsp") < events.index("closed after 2000 frames"), run
    run = under(user_box, "python3 0 0 close=drain\n", script, "--record", "out.raw")
    assert "closed after 2000 frames" in run.messages and "[2]" not in run.messages, run


PACE = """
    fd = os.open("/dev/dsp", os.O_WRONLY)
    oss.ask(fd, oss.SPEED, 1000)
    print(os.write(fd, bytes([9]) * 3600000))
"""


def test_a_program_may_have_a_pace_of_its_own(box):
    """An hour of it: in real time this test would not end."""
    run = under(box, "python3 0 0 pace=free\n", PACE, "--record", "out.raw")
    assert run.text == "3600000\n"
    assert box.read("out.raw") == bytes([9]) * 3600000


def test_without_capture_an_open_for_both_plays(user_box):
    run = under(user_box, "python3 0 0 nocapture\n", """
    fd = os.open("/dev/dsp", os.O_RDWR)
    print(error(os.read, fd, 100), os.write(fd, bytes(100)))
    print(error(os.open, "/dev/dsp", os.O_RDONLY))
""")
    assert run.text == "ENXIO 100\nEINVAL\n"


def test_a_rule_is_for_a_user(user_box):
    rules_of = "python3 4 1024 uid={}\n"
    mine = user_box.python("-q", "import os; print(os.getuid())").text.strip()
    assert under(user_box, rules_of.format(mine), SPACE).text == "4 1024 1024\n"
    assert under(user_box, rules_of.format(int(mine) + 1), SPACE).text == "16 4096 4096\n"
    assert under(user_box, rules_of.format("no-such-user"), SPACE).text == "16 4096 4096\n"


WRITE = """
    fd = oss.dsp(os.O_WRONLY | int(sys.argv[1]))
    print(os.write(fd, bytes(20000)))
"""


def test_block_and_non_block_win_over_the_program(user_box):
    def written(rules, flags):
        user_box.write("mine", rules)
        return user_box.python("--rules mine -q", ASK + WRITE, flags).text
    nonblock = "2048"
    assert written("python3 4 1024 block\n", nonblock) == "20000\n"
    assert written("python3 4 1024 non-block\n", "0") == "4096\n"
    assert written("python3 4 1024\n", nonblock) == "4096\n"
    assert written("python3 4 1024\n", "0") == "20000\n"


def test_a_path_is_better_than_a_file_is_better_than_a_process(user_box):
    shutil.copy(client("ramp"), user_box / "song.x86")
    (user_box / "song").symlink_to("song.x86")

    def rule(rules):
        user_box.write("mine", rules)
        run = user_box.dsproxy("--rules mine --pace free", "./song", 100)
        assert run.status == 0, run
        return re.findall("rule of line .*", run.messages)
    path = user_box / "song.x86"
    everything = f"{path} 2 512\nsong 4 512\nsong.x86 3 512\n"
    assert rule(everything) == [f"rule of line 1: {path} 2 512"]
    assert rule("song 4 512\nsong.x86 3 512\n") == ["rule of line 2: song.x86 3 512"]
    assert rule("song 4 512\n") == ["rule of line 1: song 4 512"]
    assert rule(f"{path}/ 1 512\nson 1 512\n") == []


def test_a_thread_has_the_rules_of_its_process(user_box):
    run = under(user_box, "python3 4 1024\n", """
    import ctypes, threading
    def play():
        ctypes.CDLL(None).prctl(15, b"audio", 0, 0, 0)
        print(*space(os.open("/dev/dsp", os.O_WRONLY)))
    thread = threading.Thread(target=play)
    thread.start()
    thread.join()
""")
    assert run.text == "4 1024\n"


def test_lines_that_make_no_sense_are_told(user_box):
    run = under(user_box, "python3 4 1024 dirct\npython3 4 1024\nx\n", SPACE, "-q")
    assert run.text == "4 1024 1024\n"
    assert run.messages == (
        "dsproxy: mine, line 1: dirct is not an option of a rule; did you mean direct?\n"
        "dsproxy: mine, line 3: a number is missing; write PROGRAM FRAGMENTS FRAGMENT_SIZE, "
        "0 for any\n")


def test_a_file_that_is_not_there_is_an_error(user_box):
    run = user_box.dsproxy("--rules none -q", "true")
    assert run.status == 126
    assert run.messages == ("dsproxy: none cannot be opened: No such file or directory; check its "
                            "name and that its folder is there\n")
    assert user_box.dsproxy("--rules /dev/null -q", "true").status == 0


def test_the_user_s_own_rules_hold_by_themselves(user_box):
    assert user_box.run(DSPROXY, "rules", "add", "python3 4 1024").status == 0
    own = user_box / ".config/dsproxy/rules"
    assert own.read_text() == "python3 4 1024\n" and own.stat().st_mode & 0o777 == 0o600
    assert user_box.python("-q", ASK + SPACE).text == "4 1024 1024\n"
    elsewhere = {"XDG_CONFIG_HOME": str(user_box / "none")}
    assert user_box.python("-q", ASK + SPACE, env=elsewhere).text == "16 4096 4096\n"


def test_own_rules_that_cannot_be_read_are_told(user_box):
    (user_box / "config/dsproxy/rules").mkdir(parents=True)
    run = user_box.python("-q", ASK + SPACE, env={"XDG_CONFIG_HOME": str(user_box / "config")})
    assert run.text == "16 4096 4096\n"
    assert run.messages == (f"dsproxy: {user_box / 'config/dsproxy/rules'} cannot be opened: "
                            "Is a directory; name a file in it\n")


def rules(box, *arguments):
    return box.run(DSPROXY, "rules", *arguments)


def test_the_file_is_changed_by_commands(user_box):
    user_box.write("mine", "# mine\nquake 0 0 direct\n")
    assert rules(user_box, "./mine", "add", "quake 0 0 disable", "--capture").status == 0
    assert rules(user_box, "./mine", "add", "xmp", "4", "1024").status == 0
    text = "# mine\nquake 0 0 direct\nxmp 4 1024\n\n[capture]\nquake 0 0 disable\n"
    assert user_box.read("mine").decode() == text
    assert rules(user_box, "./mine").text == text
    assert rules(user_box, "./mine", "show", "--capture").text == "xmp 4 1024\nquake 0 0 disable\n"
    assert rules(user_box, "./mine", "check").text == "2 rules for playback, 2 rules for capture\n"
    assert rules(user_box, "./mine", "remove", "quake").status == 0
    gone = rules(user_box, "./mine", "remove", "quake")
    assert gone.status == 1 and gone.messages == (
        "dsproxy: no rule names quake; dsproxy rules show lists them\n")
    assert rules(user_box, "./mine", "erase").status == 0
    assert user_box.read("mine").decode() == "# mine\n\n[capture]\n"


def test_a_rule_that_has_no_effect_is_told(user_box):
    user_box.write("mine", "[capture]\nquake 1 0\n[playback]\nerase\n")
    run = rules(user_box, "./mine", "add", "quake 2 0")
    assert run.status == 0 and run.messages == (
        "dsproxy: for playback an erase further down ends it\n"
        "dsproxy: for capture line 3 counts instead: quake 1 0\n")


def test_a_file_with_mistakes_is_never_overwritten(user_box):
    text = b"quake 0 0 dirct\n\xff\x00[\n"
    user_box.write("mine", text)
    for command in ("add", "x 0 0"), ("remove", "quake"), ("erase",):
        run = rules(user_box, "./mine", *command)
        assert run.status == 1 and "is not changed; correct it first\n" in run.messages, run
    assert rules(user_box, "./mine", "check").status == 1
    assert user_box.read("mine") == text


def test_an_editor_that_is_killed_leaves_the_old_or_the_new(user_box):
    user_box.write("mine", "# first\n" * 2000)
    for n in range(20):
        before = user_box.read("mine")
        with user_box.start(DSPROXY, "rules", "./mine", "add", f"x{n} 0 0") as run:
            run.send_signal(signal.SIGKILL)
        after = user_box.read("mine")
        assert after in (before, before + f"x{n} 0 0\n".encode())


def test_why_says_which_line_holds(user_box):
    user_box.write("mine", "sh 4 1024\n")
    run = rules(user_box, "./mine", "why", "sh")
    assert re.fullmatch(r"it runs /\S+, and its process is called sh\n"
                        r"playback: line 1 names its process: sh 4 1024\n"
                        r"    4 1024: 4 fragments of 1024 bytes, whatever it asks for\n"
                        r"capture: line 1 names its process: sh 4 1024\n"
                        r"    4 1024: 4 fragments of 1024 bytes, whatever it asks for\n",
                        run.text), run
    run = rules(user_box, "./mine", "why", "no-such-program")
    assert run.status == 0 and run.text.endswith("capture: no rule\n")

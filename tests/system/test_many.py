# SPDX-License-Identifier: GPL-2.0-or-later
"""Many opens, many streams, many programs."""

from sound import ramp

FREE = "-q --pace free --record out.raw"


def test_a_thousand_opens_and_closes(box):
    script = """if True:
        import os, oss
        for i in range(1000):
            fd = os.open("/dev/dsp", os.O_WRONLY)
            os.write(fd, b"%04d" % i)
            os.close(fd)
        print(len(os.listdir("/proc/self/fd")))
    """
    run = box.python(FREE, script)
    assert run.status == 0, run
    assert int(run.text) <= 6
    assert [file.name for file in box.path.glob("out*")] == ["out.raw"]
    assert box.read("out.raw") == b"".join(b"%04d" % i for i in range(1000))


def test_a_thousand_opens_without_close_end_politely(box):
    script = """if True:
        import errno, os
        open_ones = []
        try:
            for i in range(1000):
                open_ones.append(os.open("/dev/dsp", os.O_WRONLY))
        except OSError as error:
            print(len(open_ones), errno.errorcode[error.errno])
        for fd in open_ones:
            os.close(fd)
        os.close(os.open("/dev/dsp", os.O_WRONLY))
        os.close(os.open("/etc/passwd", os.O_RDONLY))
    """
    run = box.python("-q --pace free", script)
    assert run.status == 0, run
    count, error = run.text.split()
    assert int(count) >= 100 and error in ("EBUSY", "EMFILE", "ENFILE")


def test_a_hundred_streams_at_once(box):
    script = """if True:
        import os, oss
        fds = [oss.dsp() for i in range(100)]
        for part in range(4):
            for i, fd in enumerate(fds):
                oss.play(fd, oss.ramp(500, 1 + 100000 * i + 500 * part))
    """
    run = box.python(FREE, script)
    assert run.status == 0, run
    names = ["out.raw"] + [f"out-{i}.raw" for i in range(2, 101)]
    for i, name in enumerate(names):
        assert box.read(name) == ramp(2000, 1 + 100000 * i), name
    assert len(list(box.path.glob("out*"))) == 100


def test_fifty_programs_at_once(box):
    script = """
        for i in $(seq 50); do
            python3 -c 'import oss; oss.play(oss.dsp(), oss.ramp(1000))' & pids="$pids $!"
        done
        for pid in $pids; do wait $pid || exit 1; done"""
    run = box.shell(FREE, script)
    assert run.status == 0, run
    data = b"".join(file.read_bytes() for file in box.path.glob("out*"))
    assert len(data) == 50 * 4000
    assert all(data[at:at + 4000] == ramp(1000) for at in range(0, len(data), 4000))


def test_a_low_limit_of_open_files(box):
    # ulimit in the program, after the numbers of the devices were chosen.
    script = "ulimit -n 20; python3 -c 'import oss; oss.play(oss.dsp(), oss.ramp(5000))'"
    run = box.shell(FREE, script)
    assert run.status == 0, run
    assert box.read("out.raw") == ramp(5000)


def test_many_runs_side_by_side(user_box):
    runs = [user_box.start_dsproxy(f"-q --pace free --record out{i}.raw", "python3", "-c",
                                   f"import oss; oss.play(oss.dsp(), oss.ramp(5000, {i}))")
            for i in range(8)]
    for i, run in enumerate(runs):
        out, err = run.communicate()
        assert (run.returncode, out) == (0, b""), err
        assert user_box.read(f"out{i}.raw") == ramp(5000, i)

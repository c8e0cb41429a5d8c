# SPDX-License-Identifier: GPL-2.0-or-later
"""A virtual machine whose sound card is ours: its PC speaker is heard."""

import array
import itertools

import pytest

from sound import RATE, decode

TONE = 1000  # Hz
# A boot sector: timer 2 makes the tone, the BIOS waits for a second, and again after it.
GUEST = bytes.fromhex(
    "b0b6 e643"                 # mov al, 0xb6; out 0x43, al: timer 2, square wave
    "b8a904 e642 88e0 e642"     # mov ax, 1193: 1193182 Hz divided by this
    "e461 0c03 e661"            # in al, 0x61; or al, 3; out 0x61, al: speaker on
    "b486 b90f00 ba4042 cd15"   # int 0x15, ah 0x86: cx:dx = 1000000 us
    "e461 24fc e661"            # speaker off
    "b486 b90300 ba4042 cd15"
    "b001 e6f4"                 # the debug port: ends the machine with status 3
    "f4 ebfd")
MACHINE = ["qemu-system-x86_64", "-nodefaults", "-display", "none", "-accel", "tcg",
           "-machine", "pc,pcspk-audiodev=card", "-device", "isa-debug-exit,iobase=0xf4,iosize=1",
           "-drive", "format=raw,file=guest.img,snapshot=on"]


def half_waves(pcm):
    """Lengths in frames of the pieces of one sign, without the silence around the tone."""
    left = array.array("h", pcm)[::2]
    signs = [sample > 0 for sample in left if sample]
    return [len(list(piece)) for _, piece in itertools.groupby(signs)]


@pytest.mark.parametrize("transfer", ["", ",try-mmap=on"], ids=["write", "mmap"])
def test_qemu_guest(box, transfer):
    box.write("guest.img", GUEST.ljust(510, b"\0") + b"\x55\xaa" + bytes(512 * 63))
    run = box.dsproxy(["-q", "--record", "out.wav"], *MACHINE,
                      "-audiodev", f"oss,id=card,out.dev=/dev/dsp{transfer}")
    assert run.status == 3, run
    waves = half_waves(decode(box / "out.wav"))
    # Emulated time halts when the machine is busy: a wave may be cut, most are whole.
    whole = [frames for frames in waves if abs(frames - RATE / TONE / 2) <= 1]
    assert len(whole) > TONE, waves
    assert len(whole) > 0.9 * len(waves), waves

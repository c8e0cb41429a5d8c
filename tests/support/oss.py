# SPDX-License-Identifier: GPL-2.0-or-later
"""The OSS calls that test programs in Python need."""

import fcntl
import os
import struct

RESET, SYNC, POST = 0x5000, 0x5001, 0x5008
SPEED, STEREO, SETFMT, CHANNELS = 0xc0045002, 0xc0045003, 0xc0045005, 0xc0045006
GETBLKSIZE, SETFRAGMENT, GETFMTS = 0xc0045004, 0xc004500a, 0x8004500b
GETOSPACE, GETODELAY, SETTRIGGER = 0x8010500c, 0x80045017, 0x40045010
U8, MU_LAW, S16_LE, S32_LE = 8, 1, 16, 0x1000


def ask(fd, request, value=0):
    return struct.unpack("i", fcntl.ioctl(fd, request, struct.pack("i", value)))[0]


def dsp(flags=os.O_WRONLY, afmt=S16_LE, channels=2, rate=44100):
    fd = os.open("/dev/dsp", flags)
    assert ask(fd, SETFMT, afmt) == afmt
    assert ask(fd, CHANNELS, channels) == channels
    assert ask(fd, SPEED, rate) == rate
    return fd


def ramp(count, first=1):
    """Frames of 4 bytes that count upwards."""
    return struct.pack(f"<{count}I", *range(first, first + count))


def play(fd, data):
    while data:
        data = data[os.write(fd, data):]

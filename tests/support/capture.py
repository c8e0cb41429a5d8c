# SPDX-License-Identifier: GPL-2.0-or-later
"""A reader of capture files after docs/capture-file.md. It shares nothing with dsproxy's own."""

import struct
from collections import namedtuple

MAGIC = b"\x89DSP\r\n\x1a\n"
MARK = bytes.fromhex("52435ad5")
START, EVENT, HEARD, DROPPED, REST, END = range(1, 7)
KINDS = ("opened ioctl format started stopped reset drained underrun overrun mapped misuse closed "
         "gap note rule wrote heard").split()

Event = namedtuple("Event", "kind sequence time position frame dropped stream pid cmd error value "
                            "node mode capture afmt channels rate comm in_bytes in_held out_bytes "
                            "out_held took argument answer")
Pcm = namedtuple("Pcm", "stream position time afmt channels rate data")
Start = namedtuple("Start", "wall monotonic free program writer")
End = namedtuple("End", "events pcm_bytes")


def make_table():
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82f63b78 if byte & 1 else 0)
        table.append(byte)
    return table


TABLE = make_table()


def crc32c(data):
    crc = 0xffffffff
    for byte in data:
        crc = crc >> 8 ^ TABLE[(crc ^ byte) & 0xff]
    return crc ^ 0xffffffff


def text(payload, at):
    length, = struct.unpack_from("<I", payload, at)
    return payload[at + 4:at + 4 + length], at + 4 + length


def start(payload):
    wall, monotonic, flags = struct.unpack_from("<QQI", payload)
    program, at = text(payload, 20)
    writer, _ = text(payload, at)
    return Start(wall, monotonic, bool(flags & 1), program, writer)


def event(payload):
    fixed, kind, *rest = struct.unpack_from("<II5QIiIiIHHIIII16sIIIIQ", payload)
    made = Event(KINDS[kind], *rest, b"", b"")
    arguments = payload[fixed:]
    return made._replace(capture=bool(made.capture & 1), comm=made.comm.split(b"\0")[0],
                         argument=arguments[:made.in_held],
                         answer=arguments[made.in_held:made.in_held + made.out_held])


def pcm(payload):
    *fixed, length = struct.unpack_from("<IQQIIII", payload)
    data = payload[36:36 + length]
    assert len(data) == length
    return Pcm(*fixed, data)


DECODE = {START: start, EVENT: event, HEARD: pcm, DROPPED: pcm, REST: lambda payload: None,
          END: lambda payload: End(*struct.unpack_from("<QQ", payload))}


def records(data, checksums=True):
    """(type, contents) of each record up to where the file was cut off."""
    assert data[:8] == MAGIC and struct.unpack_from("<HHI", data, 8) == (1, 0, 0)
    at = 16
    while len(data) - at >= 20:
        mark, kind, zero, length, crc, own = struct.unpack_from("<4sHHIII", data, at)
        payload = data[at + 20:at + 20 + length]
        assert mark == MARK and zero == 0 and length <= 1 << 20
        if len(payload) < length:
            return
        if checksums:
            assert own == crc32c(data[at:at + 16]) and crc == crc32c(payload)
        yield kind, DECODE[kind](payload)
        at += 20 + length


def of_type(data, wanted, **options):
    return [contents for kind, contents in records(data, **options) if kind == wanted]


def heard(data, stream, **options):
    """What a stream played."""
    return b"".join(pcm.data for pcm in of_type(data, HEARD, **options) if pcm.stream == stream)

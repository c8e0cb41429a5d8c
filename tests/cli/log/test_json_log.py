# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads what json_sample prints with a JSON parser that is not ours."""

import decimal
import json
import subprocess
import sys


def refuse_duplicates(pairs):
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), keys
    return dict(pairs)


def check(event):
    assert event["sequence"] >= 0 and event["kind"] and isinstance(event["comm"], str)
    assert len(str(event["time"]).split(".")[1]) == 9, event["time"]
    if event["kind"] == "ioctl":
        check_ioctl(event)


def check_ioctl(event):
    assert event["request"] and 0 <= event["number"] < 2**32
    assert event["request"][:2] != "0x" or int(event["request"], 16) == event["number"]
    for argument in (event.get("in"), event.get("out")):
        if argument is None:
            continue
        held = bytes.fromhex(argument["hex"])
        assert 0 < len(held) <= 96
        assert "bytes" not in argument or argument["bytes"] > 96 == len(held)
        if isinstance(argument.get("value"), int):
            assert argument["value"] == int.from_bytes(held[:4], sys.byteorder, signed=True)


def main():
    output = subprocess.run([sys.argv[1]], check=True, capture_output=True).stdout
    lines = output.decode("utf-8", "strict").split("\n")
    assert lines.pop() == ""
    events = [json.loads(line, parse_float=decimal.Decimal, object_pairs_hook=refuse_duplicates)
              for line in lines]
    assert len(events) > 20000, len(events)
    for event in events:
        check(event)
    largest = next(event for event in events if event["kind"] == "reset")
    assert str(largest["time"]) == "18446744073.709551615"
    assert largest["position"] == 2**64 - 1 and largest["pid"] == -(2**31)
    assert "".join(event["comm"] for event in events[:8])[:33].endswith(" !")


main()

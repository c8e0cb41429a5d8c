#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""compare_wav.py WAV FRAMES XRUNS: a card has played FRAMES counted frames (counter.h) exactly, but
for what XRUNS interruptions have cost: the machine throws away what it had not played by then."""
import array
import sys
import wave

LOST_AT_MOST = 4 * 4410  # frames of the buffer
RATE = 44100


def frames_of(path):
    with wave.open(path) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 2, RATE)
        samples = array.array("H", file.readframes(file.getnframes()))
    return [low | high << 16 for low, high in zip(samples[::2], samples[1::2])]


def runs_of(numbers):
    """Consecutive numbers as [first, last], in the order in which they were heard."""
    runs = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return runs


def main():
    path, frames, xruns = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    runs = runs_of(number for number in frames_of(path) if number)
    print("heard", runs, "with", xruns, "xruns")
    assert 1 <= len(runs) <= 1 + xruns
    assert runs[0][0] == 1 and runs[-1][1] == frames
    for before, after in zip(runs, runs[1:]):
        assert before[1] < after[0] <= before[1] + LOST_AT_MOST


main()

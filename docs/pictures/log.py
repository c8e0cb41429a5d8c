#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""log.py DSPROXY: runs DSPROXY on a terminal of its own and prints the last screen as an SVG.

Needs sox and bplay. To renew the picture of the README, in the source tree:

    ./dev shell -- docs/pictures/log.py build/dev/cli/dsproxy >log.svg && mv log.svg docs/pictures/
"""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios
from xml.sax.saxutils import escape

COMMAND = "dsproxy run --record demo.wav -- bplay tune.wav"
COLUMNS = 98  # where the longest line breaks between two words

FONT = "'DejaVu Sans Mono', 'Liberation Mono', Menlo, Consolas, monospace"
SIZE = 13
ADVANCE = 7.83  # of a character; textLength holds other fonts to it
LINE = 19
MARGIN = 18
PAPER = "#161b22"
INK = "#d0d7de"
PROMPT = "#7ee787"


def make_tune(path):
    """Five seconds of plucked strings."""
    words = ["sox", "-n", "--rate", "44100", "--channels", "2", "--bits", "16", path]
    for note in "C4 E4 G4 C5 G4 E4 C4".split():
        words += f"synth 0.5 pluck {note} fade 0 0.5 0.1 :".split()
    subprocess.run(words + "synth 1.5 pluck C3 pluck C4 fade 0 1.5 1".split(), check=True)


def on_terminal(arguments, directory):
    """Everything that a program writes to a terminal of COLUMNS."""
    pid, master = pty.fork()
    if pid == 0:
        os.chdir(directory)
        os.environ["TERM"] = "xterm"
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
        os.execv(arguments[0], arguments)
    written = b""
    try:
        while data := os.read(master, 65536):
            written += data
    except OSError:  # the terminal's end, when the last program has left it
        pass
    os.waitpid(pid, 0)
    return written.decode()


def screen(written):
    """The lines that a terminal shows in the end; knows the control sequences of dsproxy."""
    lines, column = [""], 0
    for token in re.findall(r"\x1b\[K|\r|\n|[^\x1b\r\n]", written):
        if token == "\r":
            column = 0
        elif token == "\n":
            lines.append("")
        elif token == "\x1b[K":
            lines[-1] = lines[-1][:column]
        else:
            if column == COLUMNS:
                lines.append("")
                column = 0
            lines[-1] = lines[-1][:column].ljust(column) + token + lines[-1][column + 1:]
            column += 1
    return [line.rstrip() for line in lines]


def svg_text(text, column, y, ink):
    return (f'<text x="{MARGIN + column * ADVANCE:.2f}" y="{y}" fill="{ink}" '
            f'textLength="{len(text) * ADVANCE:.2f}">{escape(text)}</text>\n')


def svg_line(line, y):
    """Word by word: an SVG has no other columns."""
    return "".join(
        svg_text(word.group(), word.start(), y, PROMPT if word.group() == "$" else INK)
        for word in re.finditer(r"\S+", line))


def svg(lines):
    width = round(2 * MARGIN + COLUMNS * ADVANCE)
    height = 2 * MARGIN + LINE * len(lines) - LINE + SIZE
    picture = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
               f'width="{width}" height="{height}" role="img">\n'
               f"<title>{escape(COMMAND)}</title>\n"
               f'<rect width="{width}" height="{height}" rx="8" fill="{PAPER}"/>\n'
               f'<g font-family="{FONT}" font-size="{SIZE}">\n')
    for i, line in enumerate(lines):
        picture += svg_line(line, MARGIN + SIZE - 2 + LINE * i)
    return picture + "</g>\n</svg>"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as directory:
        make_tune(os.path.join(directory, "tune.wav"))
        arguments = [os.path.abspath(sys.argv[1])] + COMMAND.split()[1:]
        written = on_terminal(arguments, directory)
    print(svg(screen(f"$ {COMMAND}\r\n{written}$ ")))


if __name__ == "__main__":
    main()

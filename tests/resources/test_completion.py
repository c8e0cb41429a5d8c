# SPDX-License-Identifier: GPL-2.0-or-later
"""What a real bash offers when Tab is pressed in a command line of dsproxy."""

import re
import shutil
from pathlib import Path

import pytest
from box import DSPROXY

SCRIPTS = Path(__file__).parents[2] / "resources/completions"
KINDS = ["wav", "flac", "mp3", "vorbis", "opus", "aiff", "caf", "raw"]

# Prints what bash would show for the line in $LINE; the last word may be empty.
ASK_BASH = """
. /usr/share/bash-completion/bash_completion
. "$SCRIPT"
COMP_LINE=$LINE COMP_POINT=${#LINE} COMP_TYPE=9 COMP_KEY=9
# As readline splits it: : and = are words of their own.
mapfile -t COMP_WORDS < <(grep -oE '[:=]+|[^ :=]+' <<<"$LINE")
[[ $LINE == *[\\ :=] ]] && COMP_WORDS+=('')
[[ $LINE == *[:=] ]] && unset 'COMP_WORDS[-1]'
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
compopt() { :; }
_dsproxy dsproxy "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}" 2>&1
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture
def shell(user_box):
    """offers(LINE): what bash offers for it. The service's words are played by a script."""
    programs = user_box / "bin"
    programs.mkdir()
    (programs / "dsproxy").write_text(f"""#!/bin/sh
case "$1 $2" in
"help tune") cat "$HOME/help" ;;
"list --quiet") printf '7\\n12\\n' ;;
"sinks --quiet") printf 'desktop\\ncard:hw:0\\ncard:default\\n' ;;
*) exec {DSPROXY} "$@" ;;
esac
""")
    (programs / "dsproxy").chmod(0o755)
    user_box.environment["PATH"] = f"{programs}:" + user_box.environment["PATH"]
    user_box.write("tune.wav", "")
    (user_box / "tunes").mkdir()

    def offers(line):
        answer = user_box.run("bash", "--norc", "-c", ASK_BASH,
                              env={"LINE": line, "SCRIPT": str(SCRIPTS / "dsproxy.bash")})
        assert answer.messages == "", answer
        return [offer for offer in answer.text.split("\n") if offer]

    user_box.offers = offers
    return user_box


def help_of(box, word):
    arguments = [word, "--help"] if word == "check" else ["help", word]
    told = box.run(DSPROXY, *arguments).text
    assert told, word
    return told


def words_of(box):
    words = re.findall(r"(?m)^  dsproxy ([a-z]+) ", box.run(DSPROXY, "help").text)
    assert "run" in words and "help" in words
    return words


def test_every_word_is_offered(shell):
    assert set(shell.offers("dsproxy ")) == {*words_of(shell), "--help", "--version"}
    assert shell.offers("dsproxy repl") == ["replay"]
    assert shell.offers("dsproxy --v") == ["--version"]


def test_every_option_that_the_help_has_is_offered(shell):
    """All that looks like an option in the help, wherever it stands."""
    for word in words_of(shell):
        if word == "help":
            continue
        text = help_of(shell, word)
        rows = re.findall(r"(?m)^ *(?:-[a-z], *)?(--[a-z][a-z-]*)", text)
        usage = re.findall(r"--[a-z][a-z-]*", "".join(re.findall(r"(?m)^dsproxy.*", text)))
        offered = shell.offers(f"dsproxy {word} --")
        assert set(offered) == {*rows, *usage}, word
        assert "--help" in offered or word == "rules", word


def test_letters_of_options_are_offered(shell):
    assert {"-q", "-h"} <= set(shell.offers("dsproxy run -"))
    assert {"-o", "-j", "-f"} <= set(shell.offers("dsproxy export -"))


def test_values_are_offered(shell):
    assert shell.offers("dsproxy run --pace ") == ["realtime", "free"]
    assert shell.offers("dsproxy run --pace=f") == ["free"]
    assert shell.offers("dsproxy run --format ") == ["english", "strace", "json"]
    assert shell.offers("dsproxy run --on-format-change ") == ["split", "convert"]
    assert shell.offers("dsproxy run --oss-version ") == ["3", "4"]
    assert "artist=" in shell.offers("dsproxy tag tune.wav --tag ")
    assert shell.offers("dsproxy replay --stream ") == []


@pytest.mark.parametrize("line", ["dsproxy run --record ", "dsproxy run --pace free --log=",
                                  "dsproxy show ", "dsproxy replay ", "dsproxy export ",
                                  "dsproxy timing ", "dsproxy run --to wav:", "dsproxy export -o ",
                                  "dsproxy run --to flac:t"])
def test_files_are_offered(shell, line):
    assert set(shell.offers(line)) >= {"tune.wav", "tunes"}, line


def test_the_kinds_of_sinks_are_those_of_the_program(shell):
    told = shell.run(DSPROXY, "run", "--to", "no:such", "true").messages
    known = told.strip().split("choose one of ")[1].split(", ")
    kinds = {re.sub(":.*", ":", kind) for kind in known}
    offered = set(shell.offers("dsproxy run --to "))
    assert offered == {*kinds, "file:", "desktop", "card:hw:0", "card:default"}
    told = shell.run(DSPROXY, "export", "a.wav", "--format", "no").messages
    assert set(told.strip().split("choose one of ")[1].split(", ")) == set(KINDS)
    assert shell.offers("dsproxy export tune.wav --format ") == KINDS


def test_devices_are_offered_behind_their_colon(shell):
    assert shell.offers("dsproxy run --to card:h") == ["hw:0"]
    assert shell.offers("dsproxy run --to card:hw:") == ["0"]


def test_the_program_of_run_is_completed_as_if_it_stood_alone(shell):
    assert shell.offers("dsproxy run --pace free -- dsprox") == ["dsproxy"]
    assert shell.offers("dsproxy run -q dsprox") == ["dsproxy"]
    assert "tune.wav" in shell.offers("dsproxy run cat tu")
    assert "--record" not in shell.offers("dsproxy run cat --")


def test_commands_of_rules_are_offered(shell):
    assert shell.offers("dsproxy rules wh") == ["why"]
    assert {"show", "check", "add", "remove", "erase", "tune.wav"} <= set(
        shell.offers("dsproxy rules "))


def test_what_the_program_learns_is_known(shell):
    """Nothing is said here or in the script about a word that is new in the help."""
    shell.write("help", """dsproxy tune [OPTIONS] FILE
dsproxy tune begin|end NUMBER [--json]

  -k, --key NOTE     the key
  --mode low|high    the mode
  --to SINK          where it goes
  -q, --quiet        nothing is said
""")
    assert set(shell.offers("dsproxy tune -")) == {
        "-k", "--key", "--mode", "--to", "-q", "--quiet", "--json"}
    assert shell.offers("dsproxy tune --mode ") == ["low", "high"]
    assert shell.offers("dsproxy tune -q -k ") == []
    assert "null" in shell.offers("dsproxy tune -q --to ")
    assert "tune.wav" in shell.offers("dsproxy tune --quiet ")


def test_streams_and_sinks_are_asked_of_the_service(shell):
    assert shell.offers("dsproxy route ") == ["7", "12"]
    assert "card:hw:0" in shell.offers("dsproxy route 7 ")
    assert "desktop" in shell.offers("dsproxy route 7 null desk")


@pytest.mark.parametrize("name, program", [("dsproxy.fish", "fish"), ("_dsproxy", "zsh")])
def test_other_shells_can_read_theirs(user_box, name, program):
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")
    assert user_box.run(program, "-n", SCRIPTS / name).status == 0

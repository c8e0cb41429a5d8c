// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace dsproxy::cli {

inline constexpr std::string_view rulesHelp =
    R"(dsproxy rules [FILE] [COMMAND] [--playback | --capture]

Rules change what single programs get when they open the device. They are kept in FILE, or else in
dsproxy/rules in $XDG_CONFIG_HOME (~/.config), which dsproxy run reads.

  show               the file; with --playback or --capture what holds there, as ALSA writes it
  check              say which lines make no sense
  add RULE           set a rule: 'PROGRAM FRAGMENTS FRAGMENT_SIZE [OPTIONS]', 0 is any number
  remove PROGRAM     remove the rules for a program
  erase              remove all rules
  why PROGRAM        say which rule holds for a program, what it does, and why no other holds

Without --playback and --capture, all is about both directions. OPTIONS are
  disable direct block non-block partial-frag no-silence buggy-ptr
  mmap small-fragments small-buffer medium-buffer cooked nocapture unmixed nomain mute
  close=drain|drop|background pace=real|free volume=PERCENT format=FORMAT/CHANNELS/RATE
  route=SINK,... record=KIND:TEMPLATE uid=USER
and are explained in dsproxy(1), RULES.
)";

}  // namespace dsproxy::cli

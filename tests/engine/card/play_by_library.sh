#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# play_by_library.sh DSPROXY PLAYER: a PCM without mapped access (ALSA's plugin for OSS) gets what
# was committed, byte for byte; a device of dsproxy hears it.
set -eu
dsproxy=$1
player=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo 'pcm.oss { type oss device "/dev/dsp" }' >"$work/asoundrc"
head -c 400000 /dev/urandom >"$work/in.raw"
ALSA_CONFIG_PATH="$work/asoundrc" \
    "$dsproxy" run -q --record "$work/out.raw" -- "$player" oss <"$work/in.raw"
cmp "$work/in.raw" "$work/out.raw"

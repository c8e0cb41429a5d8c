#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# play_oss_sink.sh DSPROXY PLAYER: what OssSink plays is what the device hears, byte for byte.
set -eu
dsproxy=$1
player=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
head -c 400000 /dev/urandom >"$work/in.raw"
"$dsproxy" run -q --record "$work/out.raw" -- "$player" /dev/dsp <"$work/in.raw"
cmp "$work/in.raw" "$work/out.raw"
# An absent device is an error that says so: ENOENT.
if "$player" "$work/none" </dev/null 2>"$work/said"; then
    echo "an absent device was opened"
    exit 1
fi
grep -q "errno 2" "$work/said"

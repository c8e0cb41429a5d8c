#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# semantics.sh ROOT: docs/oss-semantics.md names a test that exists in every rule, and every ioctl.
# shellcheck disable=SC2016 # the back quotes are those of the document
set -eu
root=$1
doc=$root/docs/oss-semantics.md
status=0

unit='`[A-Z][A-Za-z0-9]*\.[A-Z][A-Za-z0-9]*`'
case='`[a-z0-9-]*/[a-z0-9-]*`'
tests=$(sed -n 's/^TEST\(_F\|_P\)\{0,1\}(\([A-Za-z0-9]*\), \([A-Za-z0-9]*\)).*/\2.\3/p' \
    "$root"/tests/oss/*_test.cpp)
cases=$(grep -oh '"[a-z0-9-]*/[A-Za-z0-9_-]*"' "$root"/cli/check/*_cases.cpp | tr -d '"')
for name in $(grep '^|' "$doc" | grep -o "$unit\|$case" | tr -d '`'); do
    if ! printf '%s\n' "$tests" "$cases" | grep -qx "$name"; then
        echo "$doc names the test $name, which does not exist"
        status=1
    fi
done

if grep '^| ' "$doc" | grep -v '| test |$' | grep -v "$unit\|$case"; then
    echo "$doc has rules without a test"
    status=1
fi

ioctl='SNDCTL_[A-Z0-9_]*[A-Z0-9]\|SOUND_[A-Z]*_[A-Z0-9_]*[A-Z0-9]\|OSS_GETVERSION'
called=$(grep -o "$ioctl" "$root/oss/ioctl_table.c" | sort -u)
for name in $called; do
    if ! grep -qw "$name\|${name#S*_*_}\|${name#SNDCTL_}" "$doc"; then
        echo "$doc says nothing about $name"
        status=1
    fi
done
exit $status

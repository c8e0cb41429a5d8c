#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# semantics.sh ROOT: docs/oss-semantics.md names a test that exists in every rule, and every ioctl.
set -eu
root=$1
doc=$root/docs/oss-semantics.md
status=0

tests=$(sed -n 's/^TEST\(_F\|_P\)\{0,1\}(\([A-Za-z0-9]*\), \([A-Za-z0-9]*\)).*/\2.\3/p' \
    "$root"/tests/oss/*_test.cpp)
for name in $(grep '^|' "$doc" | grep -o '`[A-Z][A-Za-z0-9]*\.[A-Z][A-Za-z0-9]*`' | tr -d '`'); do
    if ! echo "$tests" | grep -qx "$name"; then
        echo "$doc names the test $name, which does not exist"
        status=1
    fi
done

grep '^| ' "$doc" | grep -v '| test |$' | grep -v '`[A-Z][A-Za-z0-9]*\.[A-Z][A-Za-z0-9]*`' && {
    echo "$doc has rules without a test"
    status=1
}

for name in $(grep -o 'SNDCTL_DSP_[A-Z0-9_]*[A-Z0-9]\|SOUND_[A-Z]*_[A-Z0-9_]*[A-Z0-9]\|OSS_GETVERSION' \
    "$root/oss/ioctl_table.c" | sort -u); do
    if ! grep -qw "$name\|${name#S*_*_}" "$doc"; then
        echo "$doc says nothing about $name"
        status=1
    fi
done
exit $status

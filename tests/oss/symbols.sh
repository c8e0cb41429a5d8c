#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# symbols.sh CC OSS: all of oss/, built as for a world without libc, needs three functions only.
set -eu
cc=$1 oss=$2
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

for file in "$oss"/*.c; do
    "$cc" -std=c11 -O2 -ffreestanding -fno-stack-protector -fno-pic -Wall -Wextra -Wpedantic -Werror \
        -Wdeclaration-after-statement -c "$file" -o "$dir/$(basename "$file" .c).o"
done
ld -r "$dir"/*.o -o "$dir/oss.all"

undefined=$(nm -u "$dir/oss.all" | awk '{ print $2 }' | grep -vx 'memcpy\|memmove\|memset' || true)
if [ -n "$undefined" ]; then
    echo "oss/ needs more than memcpy, memmove and memset: $undefined"
    exit 1
fi

# Writable data would be state shared by all devices.
if nm "$dir/oss.all" | grep ' [bBdDC] '; then
    echo "oss/ has writable data"
    exit 1
fi

outside=$(grep -ho '^#include .*' "$oss"/*.c "$oss"/*.h | sort -u | grep '<' |
    grep -v '<std\(bool\|def\|int\)\.h>\|<linux/\(math64\|string\|types\)\.h>' || true)
if [ -n "$outside" ]; then
    echo "oss/ includes more than port.h may: $outside"
    exit 1
fi

if [ "$(grep -l __KERNEL__ "$oss"/*)" != "$oss/port.h" ]; then
    echo "__KERNEL__ belongs into port.h only"
    exit 1
fi

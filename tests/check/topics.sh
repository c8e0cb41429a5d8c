#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# topics.sh DSPROXY TOPIC...: every case of the suite belongs to a topic that is run.
dsproxy=$1
shift
known=$(printf '%s\n' "$@" | sort)
used=$("$dsproxy" check --list | grep -oE '[a-z0-9-]+/' | tr -d / | sort -u)
missing=$(printf '%s\n' "$used" | grep -vxF "$known")
[ -n "$used" ] && [ -z "$missing" ] && exit 0
echo "no test runs the cases of: $missing"
exit 1

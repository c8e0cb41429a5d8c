#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# as_user.sh DSPROXY: the suite as a user without privilege, for whom no_new_privs is set.
dsproxy=$1
[ "$(id -u)" -eq 0 ] || exec "$dsproxy" run -q -- "$dsproxy" check --strict
exec setpriv --reuid=1000 --regid=1000 --clear-groups "$dsproxy" run -q -- \
    "$dsproxy" check --strict

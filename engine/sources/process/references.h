// SPDX-License-Identifier: GPL-2.0-or-later
/// Which processes of the tree still hold a descriptor of an open.
#pragma once

#include "engine/sources/process/open.h"

#include <sys/types.h>

namespace dsproxy::process {

struct References {
    int inside = 0;   ///< descriptors of the process that was asked about
    int outside = 0;  ///< of all others below us
};

/// Looks through /proc: some ten microseconds a process. The kernel keeps this count, but shows it
/// to nobody, and a hang-up comes only after the program's call has returned.
References referencesOf(const Open& open, pid_t process);

/// Descriptors in the tree that still refer to a mapped buffer instead of the device.
int mappingReferences(const Open& open);

}  // namespace dsproxy::process

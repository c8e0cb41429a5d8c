// SPDX-License-Identifier: GPL-2.0-or-later
/// A program that is the desktop's sound server itself: what it plays must not come back to it.
#pragma once

#include "engine/routes/stream_facts.h"

namespace dsproxy {

/// By its name, or because the server's socket in XDG_RUNTIME_DIR is its own.
bool isSoundServer(const StreamFacts& stream);

}  // namespace dsproxy

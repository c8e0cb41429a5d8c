// SPDX-License-Identifier: GPL-2.0-or-later
/// Who it is that has opened a stream, as the system knows him.
#pragma once

#include "engine/routes/stream_facts.h"
#include "engine/seam/event.h"

namespace dsproxy {

/// From an Opened event. A program that has ended already is known by its name only.
StreamFacts factsOf(const Event& opened);

}  // namespace dsproxy

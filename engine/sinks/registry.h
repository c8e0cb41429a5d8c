// SPDX-License-Identifier: GPL-2.0-or-later
/// All kinds of sinks there are.
#pragma once

#include "engine/sinks/sink_kind.h"

#include <span>

namespace dsproxy {

std::span<const SinkKind* const> sinkKinds();

/// Opens what SPEC asks for, for one format.
Result<std::unique_ptr<Sink>> openSink(const SinkSpec& spec, const Format& format,
                                       const Tags& tags);

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
/// The kinds of files that libsndfile writes. WAV becomes RF64 when it outgrows 4 GiB.
#pragma once

#include "engine/sinks/sink_kind.h"

namespace dsproxy {

extern const SinkKind wavKind;
extern const SinkKind aiffKind;
extern const SinkKind cafKind;
extern const SinkKind flacKind;

}  // namespace dsproxy

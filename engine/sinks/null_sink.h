// SPDX-License-Identifier: GPL-2.0-or-later
/// Takes every format and keeps nothing.
#pragma once

#include "engine/sinks/sink_kind.h"

namespace dsproxy {

class NullSink final : public Sink {
public:
    static const SinkKind kind;

    Result<void> write(PcmView) override { return {}; }
    Result<void> finish() override { return {}; }
};

}  // namespace dsproxy

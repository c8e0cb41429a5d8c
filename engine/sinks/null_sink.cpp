// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/null_sink.h"

namespace dsproxy {

constinit const SinkKind NullSink::kind{
    .name = "null",
    .place = SinkPlace::Nowhere,
    .open = [](const SinkSpec&, const Format&, const Tags&) -> Result<std::unique_ptr<Sink>> {
        return std::make_unique<NullSink>();
    },
};

}  // namespace dsproxy

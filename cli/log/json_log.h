// SPDX-License-Identifier: GPL-2.0-or-later
/// The log as JSON lines: one object an event, everything in it.
#pragma once

#include "cli/log/log_writer.h"

namespace dsproxy::cli {

class JsonLog final : public LogWriter {
public:
    explicit JsonLog(LogOutput& output) : LogWriter(output) {}

    void event(const Event& event) override;
};

}  // namespace dsproxy::cli

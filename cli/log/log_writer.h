// SPDX-License-Identifier: GPL-2.0-or-later
/// Turns events into lines of one format.
#pragma once

#include "engine/seam/event.h"

#include <string_view>

namespace dsproxy::cli {

/// Where the lines go. Called on one thread.
class LogOutput {
public:
    virtual ~LogOutput() = default;

    /// Takes one line without its newline; may keep it until flush().
    virtual void line(std::string_view text) = 0;
    virtual void flush() = 0;
};

/// Called on one thread with every event of one feed, in order. The output outlives it.
class LogWriter {
public:
    virtual ~LogWriter() = default;

    virtual void event(const Event& event) = 0;

protected:
    explicit LogWriter(LogOutput& output) : output_(output) {}
    LogOutput& output_;
};

}  // namespace dsproxy::cli

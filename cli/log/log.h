// SPDX-License-Identifier: GPL-2.0-or-later
/// The log of one run: the format and the place that the options name.
#pragma once

#include "cli/log/log_writer.h"
#include "cli/run/options.h"
#include "cli/run/terminal.h"
#include "engine/base/result.h"

#include <memory>
#include <span>

namespace dsproxy::cli {

class LogFile;

/// One thread, the same that uses the terminal.
class Log {
public:
    /// Fails when the log file cannot be opened. With --quiet it is there and writes nothing.
    static Result<std::unique_ptr<Log>> open(const OutputOptions& options, Terminal& terminal);
    ~Log();

    /// Writes what one Feed::take() gave. When the file takes no more, the terminal says so once.
    void batch(std::span<const Event> events);

private:
    explicit Log(Terminal& terminal);

    Terminal& terminal_;
    std::unique_ptr<LogFile> file_;
    std::unique_ptr<LogWriter> writer_;
};

/// The writer of a format; it writes to OUTPUT.
std::unique_ptr<LogWriter> makeLogWriter(LogFormat format, LogOutput& output);

}  // namespace dsproxy::cli

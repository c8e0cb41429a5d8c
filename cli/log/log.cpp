// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/log/log.h"

#include "cli/log/english_log.h"
#include "cli/log/json_log.h"
#include "cli/log/log_file.h"
#include "cli/log/strace_log.h"
#include "cli/run/messages.h"

#include <utility>

namespace dsproxy::cli {

std::unique_ptr<LogWriter> makeLogWriter(LogFormat format, LogOutput& output)
{
    switch (format) {
    case LogFormat::English:
        return std::make_unique<EnglishLog>(output);
    case LogFormat::Strace:
        return std::make_unique<StraceLog>(output);
    case LogFormat::Json:
        return std::make_unique<JsonLog>(output);
    }
    std::unreachable();
}

Log::Log(Terminal& terminal) : terminal_(terminal) {}
Log::~Log() = default;

Result<std::unique_ptr<Log>> Log::open(const OutputOptions& options, Terminal& terminal)
{
    std::unique_ptr<Log> log(new Log(terminal));
    if (options.logsToTerminal()) {
        log->writer_ = makeLogWriter(options.format, terminal);
    } else if (options.log) {
        auto file = LogFile::open(*options.log);
        if (!file)
            return std::unexpected(std::move(file.error()));
        log->file_ = std::move(*file);
        log->writer_ = makeLogWriter(options.format, *log->file_);
    }
    return log;
}

void Log::batch(std::span<const Event> events)
{
    if (!writer_)
        return;
    for (const Event& event : events)
        if (!isInternal(event.kind))
            writer_->event(event);
    if (!file_) {
        terminal_.flush();
        return;
    }
    file_->flush();
    if (const auto error = file_->takeError())
        terminal_.notice(logEndedText(*error));
}

}  // namespace dsproxy::cli

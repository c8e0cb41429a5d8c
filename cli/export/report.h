// SPDX-License-Identifier: GPL-2.0-or-later
/// What the user sees of an export while it runs, and what came of it.
#pragma once

#include "cli/run/terminal.h"
#include "engine/export/export_run.h"

namespace dsproxy::cli {

class ExportReport {
public:
    /// ALL jobs are expected. QUIET: only what went wrong.
    ExportReport(Terminal& terminal, std::size_t all, bool quiet)
        : terminal_(terminal), all_(all), quiet_(quiet)
    {
    }

    bool complete() const { return exported_ + failed_ + cancelled_ == all_; }
    bool hasFailures() const { return failed_ > 0; }
    /// Whether progress() shows anything.
    bool isLive() const { return terminal_.interactive() && !quiet_; }

    void progress(const ExportProgress& progress, Nanoseconds elapsed);
    void finished(const ExportJob& job, const Result<Exported>& result);
    /// The last word.
    void summary();

private:
    Terminal& terminal_;
    std::size_t all_;
    bool quiet_;
    std::size_t exported_ = 0;
    std::size_t failed_ = 0;
    std::size_t cancelled_ = 0;
};

}  // namespace dsproxy::cli

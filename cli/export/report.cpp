// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/export/report.h"

#include "cli/export/messages.h"

#include <format>

namespace dsproxy::cli {

void ExportReport::progress(const ExportProgress& progress, Nanoseconds elapsed)
{
    if (isLive())
        terminal_.status(describe(progress, exported_ + failed_, all_, elapsed));
}

void ExportReport::finished(const ExportJob& job, const Result<Exported>& result)
{
    if (!result && result.error().sys == ECANCELED) {
        ++cancelled_;
        return;
    }
    ++(result ? exported_ : failed_);
    if (!result)
        terminal_.notice(describe(job, result.error()));
    else if (!result->complete || (!quiet_ && (!isLive() || all_ == 1)))
        terminal_.notice(describe(job, *result));
}

void ExportReport::summary()
{
    terminal_.status("");
    if (cancelled_ > 0)
        terminal_.notice(std::format("cancelled: {} of {} files are exported", exported_, all_));
    else if (all_ > 1 && failed_ > 0)
        terminal_.notice(
            std::format("{} of {} files are exported, {} failed", exported_, all_, failed_));
    else if (all_ > 1 && !quiet_)
        terminal_.notice(std::format("{} files are exported", exported_));
}

}  // namespace dsproxy::cli

// SPDX-License-Identifier: GPL-2.0-or-later
/// Several jobs on several threads. One that fails stops no other.
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "engine/export/export_job.h"

#include <deque>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace dsproxy {

struct ExportOutcome {
    std::size_t job;  ///< its index
    Result<Exported> result;
};

struct ExportProgress {
    double part = 0;    ///< of all the work, 0 to 1
    Nanoseconds audio;  ///< playing time of what was exported so far, by all jobs together
};

class ExportRun {
public:
    /// Begins at once, on as many threads as WORKERS but no more than there are jobs.
    static Result<std::unique_ptr<ExportRun>> start(std::vector<ExportJob> jobs,
                                                    std::size_t workers);
    ExportRun(const ExportRun&) = delete;
    ExportRun& operator=(const ExportRun&) = delete;
    /// Cancels what is not done, and waits until no temporary file is left.
    ~ExportRun();

    /// Readable while there are outcomes to take. One reader.
    int doorbell() const { return doorbell_.get(); }
    std::vector<ExportOutcome> take();

    /// What runs ends with ECANCELED, and so does what has not begun.
    void cancel();

    const std::vector<ExportJob>& jobs() const { return jobs_; }
    ExportProgress progress() const;

private:
    ExportRun(std::vector<ExportJob> jobs, UniqueFd doorbell);
    void work(const std::stop_token& stop);
    void finish(std::size_t job, Result<Exported> result);

    std::vector<ExportJob> jobs_;
    std::vector<std::int64_t> sizes_;  ///< bytes of each input: how much work it is
    std::deque<ExportMeter> meters_;   ///< one for each job; never moved
    std::atomic<std::size_t> next_ = 0;
    UniqueFd doorbell_;
    std::mutex lock_;
    std::vector<ExportOutcome> outcomes_;
    std::stop_source stop_;
    std::vector<std::jthread> threads_;  ///< last: they use all of the above
};

}  // namespace dsproxy

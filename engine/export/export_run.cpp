// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/export/export_run.h"

#include "engine/export/export_file.h"

#include <sys/eventfd.h>
#include <sys/stat.h>

#include <algorithm>
#include <system_error>
#include <tuple>

namespace dsproxy {
namespace {

std::int64_t fileSize(const std::string& path)
{
    struct stat status{};
    return ::stat(path.c_str(), &status) == 0 ? status.st_size : 0;
}

/// Also a job that failed, or was shorter than it said, is work that is done.
double partOf(const ExportMeter& meter)
{
    if (meter.ended)
        return 1;
    const std::int64_t length = meter.length;
    return length > 0
               ? std::min(1.0, static_cast<double>(meter.frames) / static_cast<double>(length))
               : 0;
}

}  // namespace

Result<std::unique_ptr<ExportRun>> ExportRun::start(std::vector<ExportJob> jobs,
                                                    std::size_t workers)
{
    UniqueFd doorbell(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!doorbell)
        return systemError("eventfd");
    std::unique_ptr<ExportRun> run(new ExportRun(std::move(jobs), std::move(doorbell)));
    try {
        for (std::size_t i = 0; i < std::min(workers, run->jobs_.size()); ++i)
            run->threads_.emplace_back([run = run.get()] { run->work(run->stop_.get_token()); });
    } catch (const std::system_error& error) {
        // Fewer than asked for do the same work.
        if (run->threads_.empty())
            return fail(ErrorCode::System, error.code().value(), "a thread");
    }
    return run;
}

ExportRun::ExportRun(std::vector<ExportJob> jobs, UniqueFd doorbell)
    : jobs_(std::move(jobs)), meters_(jobs_.size()), doorbell_(std::move(doorbell))
{
    std::ranges::transform(jobs_, std::back_inserter(sizes_),
                           [](const ExportJob& job) { return fileSize(job.input); });
}

ExportRun::~ExportRun()
{
    cancel();
}

std::vector<ExportOutcome> ExportRun::take()
{
    std::uint64_t rings = 0;
    std::ignore = ::read(doorbell_.get(), &rings, sizeof rings);
    const std::lock_guard guard(lock_);
    return std::exchange(outcomes_, {});
}

void ExportRun::cancel()
{
    stop_.request_stop();
}

ExportProgress ExportRun::progress() const
{
    ExportProgress progress;
    double done = 0;
    double all = 0;
    for (std::size_t i = 0; i < jobs_.size(); ++i) {
        const auto size = static_cast<double>(sizes_[i]);
        all += size;
        done += size * partOf(meters_[i]);
        if (const Rate rate{meters_[i].rate}; rate.hz > 0)
            progress.audio +=
                Format(AFMT_U8, Channels{1}, rate).duration(Frames(meters_[i].frames));
    }
    progress.part = all > 0 ? done / all : 0;
    return progress;
}

void ExportRun::work(const std::stop_token& stop)
{
    for (std::size_t job; (job = next_++) < jobs_.size();)
        finish(job, stop.stop_requested() ? fail(ErrorCode::System, ECANCELED)
                                          : exportFile(jobs_[job], stop, meters_[job]));
}

void ExportRun::finish(std::size_t job, Result<Exported> result)
{
    meters_[job].ended = true;
    {
        const std::lock_guard guard(lock_);
        outcomes_.push_back({job, std::move(result)});
    }
    ::eventfd_write(doorbell_.get(), 1);
}

}  // namespace dsproxy

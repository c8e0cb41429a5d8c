// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/service/log_spool.h"

#include <sys/stat.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <utility>

namespace dsproxy {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t queueMax = 16384;
/// As many files share the bytes that are allowed: the oldest goes as a whole.
constexpr std::uint64_t filesWanted = 8;
constexpr std::chrono::seconds flushAfter{1};

std::string localTime(const char* pattern)
{
    const time_t now = ::time(nullptr);
    tm local{};
    ::localtime_r(&now, &local);
    char text[32];
    return {text, ::strftime(text, sizeof text, pattern, &local)};
}

std::uint64_t clockNow(clockid_t clock)
{
    timespec now;
    ::clock_gettime(clock, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 +
           static_cast<std::uint64_t>(now.tv_nsec);
}

std::vector<fs::directory_entry> filesIn(const std::string& folder)
{
    std::vector<fs::directory_entry> files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (entry.path().extension() == ".dsp")
            files.push_back(entry);
    std::ranges::sort(files);
    return files;
}

}  // namespace

Result<std::unique_ptr<LogSpool>> LogSpool::open(const std::string& folder, Limits limits)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error || ::chmod(folder.c_str(), 0700) != 0)
        return fail(ErrorCode::OpenFailed, error ? error.value() : errno, folder);
    return std::unique_ptr<LogSpool>(new LogSpool(folder, limits));
}

LogSpool::LogSpool(std::string folder, Limits limits) : folder_(std::move(folder)), limits_(limits)
{
    thread_ = std::thread([this] { run(); });
}

LogSpool::~LogSpool()
{
    {
        const std::lock_guard guard(lock_);
        stop_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void LogSpool::add(const Event& event)
{
    const std::lock_guard guard(lock_);
    if (queue_.size() >= queueMax)
        return;
    queue_.push_back(event);
    if (queue_.size() == 1)
        wake_.notify_one();
}

/// Sleeps while nothing happens; else it writes once a second.
void LogSpool::run()
{
    std::unique_lock guard(lock_);
    for (;;) {
        wake_.wait(guard, [this] { return stop_ || !queue_.empty(); });
        wake_.wait_for(guard, flushAfter, [this] { return stop_; });
        const bool last = stop_;
        const auto events = std::exchange(queue_, {});
        guard.unlock();
        write(events);
        guard.lock();
        if (last)
            break;
    }
    guard.unlock();
    if (file_)
        file_->finish();
}

void LogSpool::write(const std::vector<Event>& events)
{
    if (events.empty())
        return;
    rotate();
    if (!file_)
        return;
    for (const Event& event : events)
        file_->event(event);
    file_->tick();
}

void LogSpool::rotate()
{
    std::error_code error;
    const std::string today = localTime("%F");
    const bool full = file_ && fs::file_size(path_, error) > limits_.bytes / filesWanted;
    if (file_ && today == day_ && !full)
        return;
    if (file_)
        file_->finish();
    day_ = today;
    path_ = folder_ + "/" + localTime("%F %H.%M.%S") + ".dsp";
    const capture_file::Start start{.wall_ns = clockNow(CLOCK_REALTIME),
                                    .monotonic_ns = clockNow(CLOCK_MONOTONIC),
                                    .free_running = false,
                                    .program = "all programs",
                                    .writer = "dsproxyd"};
    auto made = capture_file::CaptureWriter::create(path_, start, [](const Error&) {});
    file_ = made ? std::move(*made) : nullptr;
    sweep();
}

/// The oldest first: their names are in the order of their time.
void LogSpool::sweep() const
{
    std::error_code error;
    std::uint64_t bytes = 0;
    const auto files = filesIn(folder_);
    for (auto file = files.rbegin(); file != files.rend(); ++file) {
        bytes += file->file_size(error);
        const auto age = fs::file_time_type::clock::now() - file->last_write_time(error);
        const bool old = age > std::chrono::days(limits_.days);
        if (file != files.rbegin() && (old || bytes > limits_.bytes))
            fs::remove(file->path(), error);
    }
}

}  // namespace dsproxy

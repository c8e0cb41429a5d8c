// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/run/reporter.h"

#include "cli/run/messages.h"

#include <unistd.h>

#include <chrono>

namespace dsproxy::cli {

namespace {

constexpr std::size_t eventsMax = 65536;
constexpr std::chrono::milliseconds statusInterval{100};

Nanoseconds steadyNow()
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return Nanoseconds(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
}

Event gapOf(std::uint32_t lost)
{
    Event gap{};
    gap.kind = EventKind::Gap;
    gap.value = lost;
    return gap;
}

}  // namespace

Result<std::unique_ptr<Reporter>> Reporter::open(const OutputOptions& options, Haste haste)
{
    auto reporter = std::unique_ptr<Reporter>(new Reporter(options, haste));
    auto log = Log::open(options, reporter->terminal_);
    if (!log)
        return std::unexpected(log.error());
    reporter->log_ = std::move(*log);
    return reporter;
}

Reporter::Reporter(const OutputOptions& options, Haste haste)
    : terminal_(STDERR_FILENO), haste_(haste), log_on_terminal_(options.logsToTerminal()),
      running_time_(terminal_, !options.quiet)
{
}

Reporter::~Reporter()
{
    finish();
}

void Reporter::start()
{
    thread_ = std::thread([this] { run(); });
}

void Reporter::events(std::vector<Event> events)
{
    std::unique_lock guard(lock_);
    if (haste_ == Haste::Wait)
        taken_.wait(guard, [this] { return next_.events.size() < eventsMax; });
    if (next_.events.size() >= eventsMax) {
        lost_ += static_cast<std::uint32_t>(events.size());
        return;
    }
    if (lost_ > 0)
        next_.events.push_back(gapOf(std::exchange(lost_, 0)));
    next_.events.insert(next_.events.end(), events.begin(), events.end());
    changed_.notify_one();
}

void Reporter::notice(const Notice& notice)
{
    const std::lock_guard guard(lock_);
    next_.notices.push_back(notice);
    changed_.notify_one();
}

void Reporter::tell(std::string text)
{
    const std::lock_guard guard(lock_);
    next_.texts.push_back(std::move(text));
    changed_.notify_one();
}

void Reporter::captured(const Format& format, Frames frames)
{
    if (!running_time_.isShown())
        return;
    const std::lock_guard guard(lock_);
    auto& captured = next_.captured;
    if (!captured.empty() && captured.back().first == format)
        captured.back().second += frames;
    else
        captured.emplace_back(format, frames);
    if (captured.size() == 1)
        changed_.notify_one();
}

void Reporter::run()
{
    std::unique_lock guard(lock_);
    for (;;) {
        changed_.wait(guard, [this] { return ending_ || !next_.empty(); });
        const bool last = ending_;
        const Batch batch = std::exchange(next_, {});
        taken_.notify_one();
        guard.unlock();
        report(batch);
        guard.lock();
        if (last && next_.empty())
            break;
        if (!last)
            changed_.wait_for(guard, statusInterval,
                              [this] { return ending_ || !next_.events.empty(); });
    }
    guard.unlock();
    if (captured_any_)
        running_time_.finish();
}

void Reporter::report(const Batch& batch)
{
    if (!batch.events.empty())
        log_->batch(batch.events);
    for (const auto& [format, frames] : batch.captured)
        running_time_.add(format, frames);
    for (const Event& event : batch.events)
        if (event.kind == EventKind::Note && !log_on_terminal_)
            terminal_.notice(describe(static_cast<NoteCode>(event.value), event));
    for (const Notice& notice : batch.notices)
        terminal_.notice(describe(notice));
    for (const std::string& text : batch.texts)
        terminal_.notice(text);
    if (batch.captured.empty())
        return;
    captured_any_ = true;
    running_time_.tick(steadyNow());
}

void Reporter::finish()
{
    if (!thread_.joinable())
        return;
    {
        const std::lock_guard guard(lock_);
        ending_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

}  // namespace dsproxy::cli

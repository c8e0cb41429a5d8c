// SPDX-License-Identifier: GPL-2.0-or-later
/// Everything that a run tells people: log, messages, running time; on a thread of its own.
#pragma once

#include "cli/log/log.h"
#include "cli/run/running_time.h"
#include "engine/recording/notice.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace dsproxy::cli {

/// A terminal that has been stopped, or a slow pipe, delays only this thread.
class Reporter {
public:
    /// What happens when it cannot keep up: a program that runs is not waited for; a file is.
    enum class Haste { Gap, Wait };
    static Result<std::unique_ptr<Reporter>> open(const OutputOptions& options, Haste haste);
    ~Reporter();

    /// Any thread.
    void events(std::vector<Event> events);
    void notice(const Notice& notice);
    void captured(const Format& format, Frames frames);
    /// A line for people.
    void tell(std::string text);

    /// Starts the thread; until then messages may be given with say().
    void start();
    void say(std::string_view text) { terminal_.notice(text); }
    /// Says all that was given and ends the thread.
    void finish();

private:
    Reporter(const OutputOptions& options, Haste haste);

    struct Batch {
        std::vector<Event> events;
        std::vector<Notice> notices;
        std::vector<std::pair<Format, Frames>> captured;
        std::vector<std::string> texts;
        bool empty() const
        {
            return events.empty() && notices.empty() && captured.empty() && texts.empty();
        }
    };
    void run();
    void report(const Batch& batch);

    Terminal terminal_;
    Haste haste_;
    bool log_on_terminal_;  ///< which has the notes then
    bool captured_any_ = false;
    RunningTime running_time_;
    std::unique_ptr<Log> log_;
    std::mutex lock_;
    std::condition_variable changed_;
    std::condition_variable taken_;
    Batch next_;
    std::uint32_t lost_ = 0;  ///< for want of haste; told as one Gap
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace dsproxy::cli

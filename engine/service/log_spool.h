// SPDX-License-Identifier: GPL-2.0-or-later
/// The log on disk, for those who want it: capture files without sound, of bounded size and age.
#pragma once

#include "engine/capture_file/capture_writer.h"
#include "engine/seam/event.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace dsproxy {

/// A thread of its own: whoever logs never waits for the disk. What the disk is too slow for, or
/// does not take, is lost here and stays in memory. Files are the owner's only.
class LogSpool {
public:
    struct Limits {
        std::uint32_t days;
        std::uint64_t bytes;  ///< of all files together, about
    };
    /// Makes FOLDER.
    static Result<std::unique_ptr<LogSpool>> open(const std::string& folder, Limits limits);
    ~LogSpool();

    /// Any thread.
    void add(const Event& event);

private:
    LogSpool(std::string folder, Limits limits);
    void run();
    void write(const std::vector<Event>& events);
    void rotate();
    void sweep() const;

    const std::string folder_;
    const Limits limits_;
    std::unique_ptr<capture_file::CaptureWriter> file_;  ///< the thread's
    std::string path_;
    std::string day_;
    std::mutex lock_;
    std::condition_variable wake_;
    std::vector<Event> queue_;
    bool stop_ = false;
    std::thread thread_;
};

}  // namespace dsproxy

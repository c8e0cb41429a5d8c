// SPDX-License-Identifier: GPL-2.0-or-later
/// The seam's other end, as every command with recordings has it: pump, recorder, log, messages.
#pragma once

#include "cli/run/live_host.h"
#include "cli/run/reporter.h"
#include "engine/capture_file/record.h"
#include "engine/pump/pump.h"
#include "engine/recording/recorder.h"

#include <future>

namespace dsproxy::cli {

/// The pump and the reporter have threads of their own.
class Consumer {
public:
    /// Whatever can be refused is refused here. OPTIONS outlive it.
    static Result<std::unique_ptr<Consumer>> open(const OutputOptions& options,
                                                  Reporter::Haste haste);

    Feed& feed() { return *feed_; }
    Reporter& reporter() { return *reporter_; }

    /// From now on all that comes is kept in a capture file too. Before start().
    Result<void> capture(const std::string& path, const capture_file::Start& start);
    /// The same, for somebody else. Before start().
    enum class Timing { Wanted, Unwanted };
    void tap(std::unique_ptr<Tap> tap, Timing timing);
    /// On the pump's thread, when the mixer has changed. Before start().
    void onMixer(std::function<void(const MixerState&)> listener) { mixer_ = std::move(listener); }
    /// Plays into the live sinks of the options itself, by the rules of the file RULES. Before
    /// start().
    Result<void> playLive(const std::string& rules);
    /// EAGER as for Pump.
    void start(bool eager);
    /// Another thread: as Pump::rest().
    void rest() { pump_->rest(); }

    /// True when the feed has ended and all of it is written.
    bool wait(std::chrono::milliseconds time)
    {
        return pumped_.wait_for(time) == std::future_status::ready;
    }
    void wait() { pumped_.wait(); }

private:
    explicit Consumer(const OutputOptions& options) : options_(options) {}

    const OutputOptions& options_;
    std::unique_ptr<Reporter> reporter_;
    std::unique_ptr<Feed> feed_;
    std::unique_ptr<Recorder> recorder_;
    std::unique_ptr<LiveHost> host_;
    std::vector<std::unique_ptr<Tap>> taps_;
    std::function<void(const MixerState&)> mixer_;
    std::unique_ptr<Pump> pump_;
    std::future<void> pumped_;
};

}  // namespace dsproxy::cli

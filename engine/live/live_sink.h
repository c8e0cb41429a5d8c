// SPDX-License-Identifier: GPL-2.0-or-later
/// A card or sound server that any number of streams play into at once.
#pragma once

#include "engine/live/device_chain.h"
#include "engine/live/device_registry.h"
#include "engine/live/live_notice.h"
#include "engine/live/mix.h"

#include <mutex>
#include <thread>

namespace dsproxy {

/// Has a thread that plays into the first device of a list that opens, falls back to the next when
/// that fails, and comes back. "null" is always the last one. With nothing to play for two seconds
/// the device is given back, and the thread sleeps until a frame comes.
class LiveSink {
public:
    using OpenDevice = std::function<Result<std::unique_ptr<PlaybackDevice>>(const std::string&,
                                                                             const DeviceRequest&)>;
    struct Settings {
        std::vector<std::string> devices;  ///< "card:hw:0", "desktop"...: the wanted one first
        Nanoseconds latency{40'000'000};   ///< of the device's buffer
        /// Failed devices are tried again after four of these; one that does not open within two is
        /// passed over for the time being.
        Nanoseconds tick{500'000'000};
        Nanoseconds still{2'000'000'000};  ///< a device that takes nothing for so long has failed
        Clock clock = monotonicNow;
        OpenDevice open = openPlayback;
    };
    struct State {
        std::string device;  ///< in use; empty: none
        std::size_t rank = 0;
        Format format;
        Frames period;
        Frames buffer;
        Frames delay;
        bool estimated = false;  ///< the delay is
        std::uint32_t xruns = 0;  ///< of all devices so far
        std::uint64_t dropped = 0;
        std::size_t inputs = 0;
        /// Why a device that is wanted more is not in use.
        std::optional<Error> trouble;
    };

    static Result<std::unique_ptr<LiveSink>> create(std::string name, Settings settings,
                                                    LiveNotify notify);
    /// What is queued is not played any more. Inputs may live on; nothing takes their frames.
    ~LiveSink();
    LiveSink(const LiveSink&) = delete;
    LiveSink& operator=(const LiveSink&) = delete;

    // Any thread; none of these waits for a device.
    const std::string& name() const { return name_; }
    /// STEERED, which may be null: see MixInput::steer(). The input stays until its end().
    std::shared_ptr<MixInput> connect(const StreamFacts& facts, std::shared_ptr<Stream> steered);
    State state() const;
    /// A device may be there again: tries at once.
    void retry();

private:
    LiveSink(std::string name, Settings settings, LiveNotify notify, std::shared_ptr<Wake> wake);

    // The thread.
    void run();
    void admit();
    void answer();
    void rest();
    bool idle() const;
    void seek();
    void reconsider();
    void hurry(const std::string& device);
    void play(PlaybackDevice& device);
    Result<void> fill(PlaybackDevice& device, Frames room);
    void account(PlaybackDevice& device);
    void watch();
    void changed(std::size_t rank, const std::optional<Error>& error);
    void notify(LiveNotice notice) const;
    void tellCounts();

    const std::string name_;
    const Settings settings_;
    const LiveNotify notify_;
    const std::shared_ptr<Wake> wake_;

    std::atomic<bool> stop_{false};
    std::atomic<bool> retry_{false};
    std::atomic<bool> arrived_{false};
    mutable std::mutex mutex_;
    std::vector<std::shared_ptr<MixInput>> arriving_;
    State state_;

    // The thread's own.
    Mix mix_;
    DeviceChain<PlaybackDevice> chain_;
    bool hurried_ = false;  ///< has asked for real-time priority
    DeviceRequest request_{};
    bool reconsider_ = false;  ///< the first input of an open device may want another format
    Frames silence_;  ///< rendered since the last sound
    std::int64_t still_ns_ = 0;  ///< since the device took frames
    std::uint32_t device_xruns_ = 0;
    std::uint64_t told_dropped_ = 0;
    std::uint32_t told_xruns_ = 0;
    std::thread thread_;  ///< last: it uses all of the above
};

}  // namespace dsproxy

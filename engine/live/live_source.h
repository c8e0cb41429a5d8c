// SPDX-License-Identifier: GPL-2.0-or-later
/// A microphone, or another input of a card, that any number of programs hear at once.
#pragma once

#include "engine/live/device_chain.h"
#include "engine/live/device_registry.h"
#include "engine/live/live_input.h"
#include "engine/live/live_notice.h"
#include "engine/routes/router.h"

#include <mutex>
#include <thread>

namespace dsproxy {

/// Has a thread that records from the first device of a list that opens, falls back to the next,
/// and comes back. While there is none, the programs hear silence. With nobody to listen the device
/// is given back at once, and the thread sleeps.
class LiveSource {
public:
    using OpenDevice = std::function<Result<std::unique_ptr<CaptureDevice>>(const std::string&,
                                                                            const DeviceRequest&)>;
    struct Settings {
        std::vector<std::string> devices = {};  ///< "card:hw:0", "desktop"...: the wanted one first
        Nanoseconds latency{40'000'000};  ///< of the device's buffer
        Nanoseconds tick{500'000'000};  ///< as that of a LiveSink
        Nanoseconds still{2'000'000'000};  ///< a device that gives nothing for so long has failed
        Clock clock = monotonicNow;
        OpenDevice open = openCapture;
    };
    struct State {
        std::string device;  ///< in use; empty: none
        std::size_t rank = 0;
        Format format;
        std::uint32_t xruns = 0;  ///< of all devices so far
        std::size_t inputs = 0;
        std::optional<Error> trouble;  ///< why a device that is wanted more is not in use
    };
    /// INPUT is for the stream that records; who has connected it sets the volume of CONTROL.
    struct Connection {
        std::unique_ptr<CaptureInput> input;
        std::shared_ptr<LiveInput> control;
    };

    static Result<std::unique_ptr<LiveSource>> create(std::string name, Settings settings,
                                                      LiveNotify notify);
    /// Inputs may live on; they hear silence.
    ~LiveSource();
    LiveSource(const LiveSource&) = delete;
    LiveSource& operator=(const LiveSource&) = delete;

    // Any thread; none of these waits for a device.
    const std::string& name() const { return name_; }
    /// Both null when FORMAT is compressed. Connected until the input is destroyed.
    Connection connect(const Format& format);
    /// BRANCH gets the PCM of the device as it is, on the source's thread, from when there is one.
    /// WANTED: what would suit it.
    void listen(std::shared_ptr<Branch> branch, const Format& wanted);
    void leave(const std::shared_ptr<Branch>& branch);
    State state() const;
    /// A device may be there again: tries at once.
    void retry();

private:
    LiveSource(std::string name, Settings settings, LiveNotify notify, std::shared_ptr<Wake> wake);

    // The thread.
    void run();
    bool admit();
    void answer();
    void rest();
    void seek();
    void record(CaptureDevice& device);
    Result<void> hand(CaptureDevice& device, Frames frames);
    void watch();
    void changed(std::size_t rank, const std::optional<Error>& error);
    void notify(LiveNotice notice) const;

    const std::string name_;
    const Settings settings_;
    const LiveNotify notify_;
    const std::shared_ptr<Wake> wake_;
    Router router_;  ///< of the one stream that the device gives

    std::atomic<bool> stop_{false};
    std::atomic<bool> retry_{false};
    mutable std::mutex mutex_;
    std::vector<std::shared_ptr<LiveInput>> arriving_;
    Branches branches_;
    Format wanted_;  ///< of the last one that was connected
    State state_;

    // The thread's own.
    std::vector<std::shared_ptr<LiveInput>> inputs_;
    DeviceChain<CaptureDevice> chain_;
    std::int64_t still_ns_ = 0;  ///< since the device gave frames
    std::uint32_t device_xruns_ = 0;
    std::thread thread_;  ///< last: it uses all of the above
};

}  // namespace dsproxy

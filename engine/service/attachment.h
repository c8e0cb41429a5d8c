// SPDX-License-Identifier: GPL-2.0-or-later
/// One launcher that has handed its streams to the service.
#pragma once

#include "engine/link/receiver.h"
#include "engine/service/engine.h"

#include <atomic>
#include <optional>
#include <thread>

namespace dsproxy {

class Intake;

/// Made by the control thread; has a thread of its own, which waits for the launcher's hello and
/// then is its pump.
class Attachment {
public:
    /// SOCKET: our end; the other one goes to the launcher. DEVICE numbers it.
    static Result<std::unique_ptr<Attachment>> start(UniqueFd socket, std::uint32_t device,
                                                     Engine& engine);
    ~Attachment();

    std::uint32_t device() const { return device_; }
    pid_t launcher() const { return launcher_.load(); }
    /// Of the program that it has started; empty: it has not said hello yet.
    std::string program() const;
    /// The mixer of its device, when it has changed since the last call.
    std::optional<MixerState> takeMixer();
    /// It sets its mixer so; a launcher that does not listen misses it.
    void setMixer(const MixerChange& change);
    bool hasEnded() const { return ended_.load(); }

private:
    Attachment(UniqueFd socket, UniqueFd stop, std::uint32_t device, Engine& engine);
    void run();
    std::optional<link::Message> hello();
    bool agree(const link::Hello& hello);
    void serve(link::Message hello);
    static void record(Intake& intake, link::Message message);
    void take(const link::Message& message);

    mutable std::mutex lock_;  ///< of the socket's end, the program and the mixer
    UniqueFd socket_;
    std::string program_;
    std::optional<MixerState> mixer_;
    UniqueFd stop_;
    const std::uint32_t device_;
    Engine& engine_;
    std::atomic<pid_t> launcher_{0};
    std::atomic<bool> ended_{false};
    std::thread thread_;
};

}  // namespace dsproxy

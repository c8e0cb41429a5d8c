// SPDX-License-Identifier: GPL-2.0-or-later
/// One launcher that has handed its streams to the service.
#pragma once

#include "engine/link/receiver.h"
#include "engine/service/engine.h"

#include <atomic>
#include <optional>
#include <thread>

namespace dsproxy {

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
    bool hasEnded() const { return ended_.load(); }

private:
    Attachment(UniqueFd socket, UniqueFd stop, std::uint32_t device, Engine& engine);
    void run();
    std::optional<link::Message> hello();
    bool agree(const link::Hello& hello);
    void serve(link::Message hello);

    UniqueFd socket_;
    UniqueFd stop_;
    const std::uint32_t device_;
    Engine& engine_;
    std::atomic<pid_t> launcher_{0};
    std::atomic<bool> ended_{false};
    std::thread thread_;
};

}  // namespace dsproxy

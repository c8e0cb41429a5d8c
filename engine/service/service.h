// SPDX-License-Identifier: GPL-2.0-or-later
/// The engine and the launchers that have handed it their streams.
#pragma once

#include "engine/service/attachment.h"
#include "engine/service/engine.h"

#include <memory>
#include <vector>

namespace dsproxy {

/// The control thread's.
class Service {
public:
    Service(Settings settings, Notifier& notifier) : engine_(std::move(settings), notifier) {}

    /// The launcher's end of a new link.
    Result<UniqueFd> attach();
    /// Forgets the launchers that have gone.
    void sweep();

    struct Launcher {
        std::uint32_t device;
        pid_t pid;  ///< 0: it has not said hello yet
    };
    std::vector<Launcher> launchers() const;
    Engine& engine() { return engine_; }

private:
    Engine engine_;
    std::uint32_t last_device_ = 0;
    std::vector<std::unique_ptr<Attachment>> attachments_;
};

}  // namespace dsproxy

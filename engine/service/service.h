// SPDX-License-Identifier: GPL-2.0-or-later
/// The engine, the launchers that have handed it their streams, and their mixers.
#pragma once

#include "engine/service/attachment.h"
#include "engine/service/engine.h"
#include "engine/service/mixer_room.h"

#include <memory>
#include <vector>

namespace dsproxy {

/// Files of the user; an empty name: there is none.
struct ServicePlaces {
    std::string rules;
    std::string volumes;
    std::string mixer_table;
    std::string log;  ///< a folder
};

/// The control thread's.
class Service {
public:
    Service(const Settings& settings, const ServicePlaces& places, Notifier& notifier);

    /// The launcher's end of a new link.
    Result<UniqueFd> attach();
    /// Forgets the launchers that have gone.
    void sweep();
    /// Hears what launchers say of their mixers.
    void hearMixers(std::uint64_t now_ns);
    /// ENOENT: there is no such device.
    Result<void> setMixer(std::uint32_t device, std::uint32_t control, std::uint32_t value,
                          std::uint64_t now_ns);

    struct Launcher {
        std::uint32_t device;
        pid_t pid;  ///< 0: it has not said hello yet
        std::string program;
    };
    std::vector<Launcher> launchers() const;
    Engine& engine() { return engine_; }
    MixerRoom& mixers() { return mixers_; }
    const MixerRoom& mixers() const { return mixers_; }

private:
    Attachment* find(std::uint32_t device) const;

    Engine engine_;
    MixerRoom mixers_;
    std::uint32_t last_device_ = 0;
    std::vector<std::unique_ptr<Attachment>> attachments_;
};

}  // namespace dsproxy

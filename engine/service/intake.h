// SPDX-License-Identifier: GPL-2.0-or-later
/// Where the streams of one launcher enter the engine: what its pump has taken, in order.
#pragma once

#include "engine/link/input_ring.h"
#include "engine/link/message.h"
#include "engine/pump/tap.h"
#include "engine/routes/router.h"
#include "engine/service/engine.h"

#include <functional>
#include <map>
#include <memory>

namespace dsproxy {

/// What is known of a launcher.
struct IntakeOrigin {
    std::uint32_t device;  ///< its number
    std::vector<std::string> sinks;  ///< that its user has named for its streams; may be none
};

/// On the thread of its pump.
class Intake final : public Tap {
public:
    /// The stream of an Opened event, to be steered.
    using SourceOf = std::function<std::shared_ptr<Stream>(std::uint32_t)>;

    /// ENGINE outlives it.
    Intake(Engine& engine, IntakeOrigin origin, SourceOf source);

    /// A program records: its order may come before its Opened event, or after its Closed.
    void record(const link::InputOrder& order, std::shared_ptr<link::InputRing> ring);

    void event(const Event& event) override;
    void heard(std::uint32_t stream, std::uint64_t position, PcmView pcm) override;
    void dropped(std::uint32_t, std::uint64_t, PcmView) override {}
    void tick() override {}
    void rest() override {}
    void finish() override;

private:
    void opened(const Event& event);
    void call(std::uint32_t id, const Event& event);
    struct Recorded {
        Format format;
        std::shared_ptr<link::InputRing> ring;
    };

    struct Open {
        std::uint32_t id;  ///< the engine's
        std::string song;
        std::string label;
    };

    Engine& engine_;
    const IntakeOrigin origin_;
    const SourceOf source_;
    const std::shared_ptr<Router> router_ = std::make_shared<Router>();
    std::map<std::uint32_t, Open> opens_;
    std::uint32_t last_opened_ = 0;  ///< the launcher's number; later ones are greater
    std::map<std::uint32_t, Recorded> early_;  ///< of streams that are not open yet
};

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
/// The engine within a command: where no service plays what it plays.
#pragma once

#include "engine/seam/feed.h"
#include "engine/service/engine.h"
#include "engine/service/intake.h"

#include <memory>
#include <string>
#include <vector>

namespace dsproxy::cli {

class LiveHost {
public:
    /// SINKS: names of live sinks, all of which get every stream that no rule of the file RULES
    /// sends elsewhere. FEED outlives it.
    static Result<std::unique_ptr<LiveHost>> create(const std::vector<std::string>& sinks,
                                                    const std::string& rules, Feed& feed);
    /// Waits until the sinks have played what they have, two seconds at most.
    ~LiveHost();

    /// For the pump; the host outlives it.
    std::unique_ptr<Tap> tap();

private:
    LiveHost(std::unique_ptr<Notifier> notifier, const std::vector<std::string>& sinks,
             const std::string& rules, Feed& feed);

    std::unique_ptr<Notifier> notifier_;
    const std::vector<std::string> sinks_;
    Feed& feed_;
    Engine engine_;
};

}  // namespace dsproxy::cli

// SPDX-License-Identifier: GPL-2.0-or-later
/// Keeps the machine awake while somebody needs it, by systemd-logind.
#pragma once

#include <memory>
#include <mutex>

namespace dsproxy {

/// One for all recordings: they share what it holds.
class Inhibitor {
public:
    /// As long as the result is there, the machine does not go to sleep by itself. Null where the
    /// system does not let us, or has no logind. Any thread; returns within a second.
    std::shared_ptr<void> hold();

private:
    std::mutex mutex_;
    std::weak_ptr<void> held_;
};

}  // namespace dsproxy

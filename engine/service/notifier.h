// SPDX-License-Identifier: GPL-2.0-or-later
/// Tells the control thread that something has changed, from any thread, once however often.
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"

#include <atomic>
#include <cstdint>
#include <memory>

namespace dsproxy {

enum class Topic : std::uint32_t {
    Streams = 1u << 0,
    Sinks = 1u << 1,
    Recordings = 1u << 2,
    Mixers = 1u << 3,
    Attachments = 1u << 4,  ///< one has ended
};

class Notifier {
public:
    static Result<std::unique_ptr<Notifier>> create();

    void changed(Topic topic);
    /// Readable when something has changed.
    int fd() const { return wake_.get(); }
    /// Bits of Topic since the last call.
    std::uint32_t take();

private:
    explicit Notifier(UniqueFd wake) : wake_(std::move(wake)) {}

    UniqueFd wake_;
    std::atomic<std::uint32_t> topics_{0};
};

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
/// The live sinks that are in use, by name; each is made when the first stream wants it.
#pragma once

#include "engine/live/live_sink.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace dsproxy {

/// The name that stands for what the user has set as his output.
inline constexpr std::string_view defaultSink = "default";

/// Any thread.
class SinkTable {
public:
    /// OUTPUT: the devices behind the default sink, and the fallback of all others.
    SinkTable(std::vector<std::string> output, Nanoseconds latency, LiveNotify notify);

    /// BadSpec: no kind of device is called so. With an OWNER, a stream, it is a sink of its own,
    /// which nobody else plays into.
    Result<std::shared_ptr<LiveSink>> find(const std::string& name, std::uint32_t owner);
    std::vector<std::pair<std::string, LiveSink::State>> states() const;
    /// Devices may have come back: all look at once.
    void retry();

private:
    std::vector<std::string> devicesOf(const std::string& name) const;

    const std::vector<std::string> output_;
    const Nanoseconds latency_;
    const LiveNotify notify_;
    mutable std::mutex lock_;
    using Key = std::pair<std::string, std::uint32_t>;  ///< name and owner
    void sweep();
    std::map<Key, std::shared_ptr<LiveSink>> sinks_;
};

}  // namespace dsproxy

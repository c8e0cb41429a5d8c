// SPDX-License-Identifier: GPL-2.0-or-later
/// All that programs can record, by name.
#pragma once

#include "engine/inputs/input_connection.h"
#include "engine/inputs/input_spec.h"
#include "engine/live/live_source.h"

#include <map>
#include <string>
#include <vector>

namespace dsproxy {

/// Who gives what a stream plays to more branches.
class StreamLoops {
public:
    virtual ~StreamLoops() = default;
    /// False: there is no such stream.
    virtual bool plays(std::uint32_t stream) const = 0;
    virtual void loop(std::uint32_t stream, std::shared_ptr<Branch> branch) = 0;
    virtual void unloop(std::uint32_t stream, const std::shared_ptr<Branch>& branch) = 0;
};

/// The program's end.
struct InputEnd {
    std::shared_ptr<link::InputRing> ring;
    Format format;
    std::shared_ptr<InputLevel> level;
};

/// One thread at a time. Nothing here waits for a device or a disk.
class InputTable {
public:
    /// INPUT: what is set as default, in order of preference. DEVICES: how to open devices; their
    /// names are ours. This and LOOPS outlive all connections.
    InputTable(std::vector<std::string> input, LiveSource::Settings devices, LiveNotify notify,
               StreamLoops& loops);

    /// Errors of parseInput(). ENOENT: no such stream.
    Result<InputSpec> find(const std::string& name) const;
    Result<std::unique_ptr<InputConnection>> connect(const InputSpec& spec, const InputEnd& end);

private:
    InputSpec defaultInput() const;
    std::vector<std::string> devicesOf(const std::string& name) const;
    Result<LiveSource*> source(const std::string& name);

    const std::vector<std::string> input_;
    const LiveSource::Settings devices_;
    const LiveNotify notify_;
    StreamLoops& loops_;
    std::map<std::string, std::unique_ptr<LiveSource>>
        sources_;  ///< each since it was wanted first
};

}  // namespace dsproxy

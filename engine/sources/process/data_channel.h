// SPDX-License-Identifier: GPL-2.0-or-later
/// A device on a number that the filter does not watch (`> /dev/dsp` is number 1): real data flow.
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "engine/sources/process/task.h"

namespace dsproxy::process {

/// A one-page pipe or a socketpair between the program and us.
class DataChannel {
public:
    struct Made;
    static Result<Made> create(bool program_reads, bool program_writes);

    int fd() const { return ours_.get(); }
    FileIdentity identity() const { return identity_; }
    /// Bytes the program has written and we have not taken.
    int pending() const;
    /// No descriptor of the program is left, and what it wrote has been taken.
    bool deserted() const;
    bool program_reads;
    bool program_writes;
    bool watched = true;  ///< our end is in the event loop's set

private:
    DataChannel(UniqueFd ours, FileIdentity identity, bool reads, bool writes)
        : program_reads(reads), program_writes(writes), ours_(std::move(ours)), identity_(identity)
    {
    }
    UniqueFd ours_;
    FileIdentity identity_;
};

struct DataChannel::Made {
    DataChannel channel;
    UniqueFd program_end;
};

}  // namespace dsproxy::process

// SPDX-License-Identifier: GPL-2.0-or-later
/// The file behind a device number: it carries no data, only what select, poll and epoll see.
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "engine/sources/process/task.h"

#include <functional>

namespace dsproxy::process {

/// A one-page pipe (one direction) or a socketpair (both): full means "not writable", a byte
/// inside means "readable". Our end hangs up when the program has closed its last descriptor.
class Readiness {
public:
    enum class Mode { Read, Write, Both };

    struct Made;
    static Result<Made> create(Mode mode);

    FileIdentity identity() const { return identity_; }
    /// No descriptor of the program is left, and nothing it wrote.
    bool hungUp() const;

    /// Fetches a duplicate of the program's end; only a socketpair needs it. Without one (time
    /// passed, nobody called) "not ready" cannot be shown; it is, at the next call.
    using ProgramEnd = std::function<UniqueFd()>;

    void showWritable(bool writable, const ProgramEnd& program_end);
    void showReadable(bool readable, const ProgramEnd& program_end);
    /// Bytes that the program wrote here itself: its number left the range unseen (SCM_RIGHTS).
    int strayBytes() const;
    int fd() const { return ours_.get(); }
    bool writable() const { return writable_; }
    bool readable() const { return readable_; }

    /// A new descriptor for the program, of the same file. Needs program_end as above.
    UniqueFd another(const ProgramEnd& program_end) const;

private:
    Readiness(Mode mode, UniqueFd ours, FileIdentity identity);
    UniqueFd reopen(int flags) const;
    UniqueFd farEnd(int flags, const ProgramEnd& program_end) const;

    Mode mode_;
    UniqueFd ours_;
    FileIdentity identity_;
    bool writable_;
    int filled_ = 0;  ///< bytes of ours in the file, while it shows "not writable"
    bool readable_ = false;
};

struct Readiness::Made {
    Readiness readiness;
    UniqueFd program_end;
};

}  // namespace dsproxy::process

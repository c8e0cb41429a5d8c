// SPDX-License-Identifier: GPL-2.0-or-later
/// The file that rules are kept in.
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"

#include <string>
#include <string_view>

namespace dsproxy {

/// All of it. OpenFailed with the errno; EFBIG when it cannot be a file of rules.
Result<std::string> readRules(const std::string& path);

/// One who changes the file; whoever wants to as well waits until he is done.
class RuleFile {
public:
    /// Makes the folders that are missing. PATH may be a link: what it leads to is changed.
    static Result<RuleFile> lock(const std::string& path);

    /// Empty when there is no file yet.
    Result<std::string> read() const;
    /// All or nothing, also when the disk is full or the power fails. A new file is the owner's
    /// only; an old one keeps its mode.
    Result<void> replace(std::string_view text) const;

private:
    RuleFile(UniqueFd folder, std::string path) : folder_(std::move(folder)), path_(std::move(path))
    {
    }
    Result<void> write(int fd, std::string_view text) const;

    UniqueFd folder_;  ///< holds the lock: the file itself is another one after each change
    std::string path_;
};

}  // namespace dsproxy

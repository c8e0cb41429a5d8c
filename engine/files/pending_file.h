// SPDX-License-Identifier: GPL-2.0-or-later
/// A file that gets its name only when it is whole. Until then it lies beside its place, hidden,
/// under a name of its own, and goes when nobody commits it.
#pragma once

#include "engine/base/result.h"

#include <string>

namespace dsproxy {

enum class Existing {
    Keep,     ///< a file that has the name already stays, and commit() fails with EEXIST
    Replace,  ///< it is replaced, in one step
};

class PendingFile {
public:
    /// Makes the empty file, in the folder of TARGET. OpenFailed with the errno of the folder.
    static Result<PendingFile> create(const std::string& target);

    PendingFile(PendingFile&& other) noexcept;
    PendingFile& operator=(PendingFile&&) = delete;
    ~PendingFile();

    /// Where it is to be written.
    const std::string& path() const { return path_; }
    /// Where it is to be found.
    const std::string& target() const { return target_; }

    /// Puts it on the disk and gives it its name. Every error is about target().
    Result<void> commit(Existing existing);

private:
    PendingFile(std::string target, std::string path)
        : target_(std::move(target)), path_(std::move(path))
    {
    }
    Result<void> sync() const;
    Result<void> rename(Existing existing) const;

    std::string target_;
    std::string path_;  ///< empty: nothing is left to remove
};

}  // namespace dsproxy

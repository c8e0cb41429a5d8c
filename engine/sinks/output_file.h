// SPDX-License-Identifier: GPL-2.0-or-later
/// A file, pipe or device that a sink writes; every failure is an Error with its path.
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "engine/base/units.h"

#include <cstddef>
#include <span>
#include <string>

namespace dsproxy {

class OutputFile {
public:
    /// Creates the file or empties it; opens a pipe or device as it is.
    static Result<OutputFile> create(const std::string& path);
    static Result<OutputFile> standardOutput();
    static OutputFile adopt(UniqueFd fd, std::string path);

    /// Writes all bytes at the current position; waits where a pipe is full. A closed reader is
    /// an EPIPE like any other error, not a signal.
    Result<void> write(std::span<const std::byte> bytes);
    /// Writes over bytes that are there already. Needs no space and leaves the position alone.
    Result<void> overwrite(Bytes offset, std::span<const std::byte> bytes);
    /// Cuts off what lies beyond; the position moves to the new end.
    Result<void> truncate(Bytes size);
    /// An error when a created file was deleted: what is written from now on nobody will find.
    Result<void> checkLinked() const;

    bool isRegular() const { return regular_; }
    int fd() const { return fd_.get(); }
    const std::string& path() const { return path_; }

private:
    OutputFile(UniqueFd fd, std::string path, bool regular);

    std::unexpected<Error> failed() const;
    Result<void> waitWritable() const;

    UniqueFd fd_;
    std::string path_;
    bool regular_;
    bool named_ = false;  ///< made by its path; what else we write to may well have no name
};

}  // namespace dsproxy

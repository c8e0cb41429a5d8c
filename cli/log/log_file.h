// SPDX-License-Identifier: GPL-2.0-or-later
/// The file of --log: for its owner only, complete up to the last flush.
#pragma once

#include "cli/log/log_writer.h"
#include "engine/base/result.h"
#include "engine/base/unique_fd.h"

#include <memory>
#include <optional>
#include <string>

namespace dsproxy::cli {

class LogFile final : public LogOutput {
public:
    /// Starts the file anew. A pipe or a /dev/fd name will do as well.
    static Result<std::unique_ptr<LogFile>> open(const std::string& path);

    void line(std::string_view text) override;
    /// After the first failure the log has ended: a hole in it would be worse.
    void flush() override;
    /// Why the log has ended, once.
    std::optional<Error> takeError();

private:
    LogFile(UniqueFd fd, std::string path) : fd_(std::move(fd)), path_(std::move(path)) {}

    UniqueFd fd_;
    std::string path_;
    std::string pending_;
    std::optional<Error> error_;
};

}  // namespace dsproxy::cli

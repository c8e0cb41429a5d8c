// SPDX-License-Identifier: GPL-2.0-or-later
/// A sound file as what one program records, at the pace at which it does.
#pragma once

#include "engine/inputs/input_connection.h"

#include <string>

namespace dsproxy {

/// Has a thread of its own for the disk, which may outlive it while the disk is stuck.
class FilePlayer final : public InputConnection {
public:
    enum class Repeat { Once, Forever };

    /// A file that cannot be read is silence; trouble() says why.
    static Result<std::unique_ptr<FilePlayer>> start(std::string path, Repeat repeat,
                                                     std::shared_ptr<InputBranch> branch);
    ~FilePlayer() override;

    std::optional<Error> trouble() const override;

private:
    struct Work;
    FilePlayer(std::shared_ptr<Work> work, std::shared_ptr<InputBranch> branch);

    const std::shared_ptr<Work> work_;
};

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
/// That a source feeds a program which records; the base of all kinds, and silence itself.
#pragma once

#include "engine/base/result.h"
#include "engine/inputs/input_branch.h"

#include <memory>
#include <optional>

namespace dsproxy {

/// Ends with its destruction, which waits for no disk and no device.
class InputConnection {
public:
    explicit InputConnection(std::shared_ptr<InputBranch> branch) : branch_(std::move(branch)) {}
    virtual ~InputConnection() { branch_->leave(); }
    InputConnection(const InputConnection&) = delete;
    InputConnection& operator=(const InputConnection&) = delete;

    /// Any thread: why nothing comes.
    virtual std::optional<Error> trouble() const { return std::nullopt; }

protected:
    const std::shared_ptr<InputBranch>& branch() const { return branch_; }

private:
    const std::shared_ptr<InputBranch> branch_;
};

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
/// Errors are values: what failed, on what, and the system's reason. Text is made in cli/ and app/.
#pragma once

#include <cerrno>
#include <expected>
#include <string>
#include <utility>

namespace dsproxy {

enum class ErrorCode {
    System,  ///< a system call failed; sys says why
    OpenFailed,  ///< a file or device could not be opened
    ReadFailed,  ///< a file gave an error instead of data
    WriteFailed,  ///< a file or device did not take the data
    NoSpace,  ///< the disk (or quota) is full
    Unsupported,  ///< this format, file type or option is not supported here
    BadSpec,  ///< a sink or option could not be understood
    KernelTooOld,  ///< a kernel feature is missing; subject names it
    ListenerBusy,  ///< another seccomp listener already serves this process (EBUSY)
    Forbidden,  ///< the system forbids it (container, policy)
    ProgramNotFound,
    ProgramNotExecutable,
    NotACapture,  ///< the file is no capture file
    CaptureTooNew,  ///< a capture file of a later major version
    Encoder,  ///< an encoder library refused; subject has its name
    NoService,  ///< the user's service: no bus (ENOENT), none to start (ESRCH), silent (ETIMEDOUT)
    ServiceTooOld,  ///< the service is of an older version and does not know the call
    Service,  ///< the service refused; sys and subject are what it says
};

struct Error {
    ErrorCode code = ErrorCode::System;
    int sys = 0;  ///< errno, or 0
    std::string subject;  ///< path, option or feature that it is about
};

template <class T> using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(ErrorCode code, int sys = 0, std::string subject = {})
{
    return std::unexpected(Error{code, sys, std::move(subject)});
}

inline std::unexpected<Error> systemError(std::string subject = {})
{
    return fail(ErrorCode::System, errno, std::move(subject));
}

}  // namespace dsproxy

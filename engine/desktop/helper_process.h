// SPDX-License-Identifier: GPL-2.0-or-later
/// The program that plays on the desktop's sound server for us, and the socket to it. It is a
/// process of its own because Qt Multimedia waits for its server without end, and does not find a
/// server again that was away; a process can be killed and started anew.
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"
#include "engine/base/units.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace dsproxy::desktop {

/// Used by one thread. The destructor kills the helper.
class HelperProcess {
public:
    /// Starts it with ARGUMENTS. ENOENT with its path when it is not installed. Does not wait.
    static Result<HelperProcess> start(const std::vector<std::string>& arguments);
    HelperProcess(HelperProcess&&) = default;
    HelperProcess& operator=(HelperProcess&&) = delete;
    ~HelperProcess();

    enum class Woken { Message, Caller, Timeout };
    /// Sleeps until a message is there, WAKE is readable (-1: nothing is) or TIMEOUT has passed.
    Woken sleep(int wake, Nanoseconds timeout) const;

    /// The next packet, in BUFFER; empty when none is there. ECONNRESET: the helper has ended.
    Result<std::span<const std::byte>> receive(std::span<std::byte> buffer) const;
    /// Sends PCM. Waits for TIMEOUT at most: ETIMEDOUT then. ECONNRESET: the helper has ended.
    Result<void> send(std::span<const std::byte> pcm, Nanoseconds timeout) const;

    /// For a helper that has ended before its first word: what is wrong with it. ELIBACC: it
    /// lacks a library.
    Error whyEnded();
    const std::string& path() const { return path_; }

private:
    HelperProcess(UniqueFd socket, int pid, std::string path);

    UniqueFd socket_;
    UniqueFd process_;
    std::string path_;
};

}  // namespace dsproxy::desktop

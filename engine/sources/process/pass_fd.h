// SPDX-License-Identifier: GPL-2.0-or-later
/// A small message and at most one descriptor through a unix socket.
#pragma once

#include "engine/base/unique_fd.h"

#include <cstddef>
#include <optional>
#include <span>

namespace dsproxy::process {

bool sendWithFd(int socket, std::span<const std::byte> message, int fd);

/// Bytes received; nothing at the end of the conversation. FD stays empty when none came.
std::optional<std::size_t> receiveWithFd(int socket, std::span<std::byte> message, UniqueFd& fd);

}  // namespace dsproxy::process

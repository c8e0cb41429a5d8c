// SPDX-License-Identifier: GPL-2.0-or-later
/// What a player says that it plays.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <sys/types.h>

namespace dsproxy {

/// UTF-8; empty where the player does not say.
struct NowPlaying {
    std::string title;
    std::string artist;  ///< several are joined by ", "
    std::string album;
    std::string track;   ///< its number
    std::string date;    ///< "2001-09-11T..." or "2001"
    std::string coverUrl;

    bool operator==(const NowPlaying&) const = default;
};

/// Asked when a file begins, on the thread of its recording. Returns within a second.
using PlayerOf = std::function<std::optional<NowPlaying>(pid_t)>;

}  // namespace dsproxy

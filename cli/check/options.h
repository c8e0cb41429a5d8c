// SPDX-License-Identifier: GPL-2.0-or-later
/// What `dsproxy check` was asked to do.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dsproxy::check {

struct Options {
    std::string device = "/dev/dsp";
    std::string mixer;               ///< empty: the node `mixer` beside the device
    std::string only;                ///< glob on case names; empty: all
    std::vector<std::string> self;   ///< words between the program and our arguments ("check")
    int timeout = 20;                ///< seconds a case may take
    bool strict = false;             ///< the semantics of dsproxy too, not only the common ones
    bool list = false;
    bool help = false;
    bool selfTest = false;           ///< cases about the harness itself; needs no device

    /// A node in the directory of the device: beside("audio") is "/dev/audio".
    std::string beside(const std::string& name) const;
    std::string mixerNode() const { return mixer.empty() ? beside("mixer") : mixer; }
};

/// Empty: what was typed makes no sense; ERROR says why.
std::optional<Options> parseOptions(std::span<char*> args, std::string& error);

extern const char usageText[];

/// Of the running suite; set once by checkMain, then read by the cases.
Options& options();

}  // namespace dsproxy::check

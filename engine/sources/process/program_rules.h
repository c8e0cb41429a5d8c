// SPDX-License-Identifier: GPL-2.0-or-later
/// The user's rules for the program that opens a dsp.
#pragma once

#include "engine/seam/event.h"
#include "engine/seam/open_rules.h"
#include "engine/sources/process/open.h"

namespace dsproxy::process {

class ProgramRules {
public:
    /// Those that hold for an open of TASK in MODE. RULES nullptr: none do.
    static ProgramRules of(const OpenRules* rules, const Task& task, const OpenMode& mode);

    /// MODE without the directions that are disabled, at the pace that they say.
    OpenMode restricted(OpenMode mode) const;
    void apply(oss_dsp& dsp, std::uint64_t now_ns) const;
    /// Fills in what a Rule event says, once for each rule.
    void describe(Event event, const std::function<void(const Event&)>& tell) const;

private:
    std::optional<OpenRule> play_;
    std::optional<OpenRule> capture_;
};

}  // namespace dsproxy::process

// SPDX-License-Identifier: GPL-2.0-or-later
/// The log in plain words: "SNDCTL_DSP_SPEED    => 44100".
#pragma once

#include "cli/log/log_writer.h"

#include <cstdint>
#include <set>
#include <string>

namespace dsproxy::cli {

/// "/dev/dsp to play by mtv (4711)", of an event of kind Opened.
std::string openedText(const Event& event);

class EnglishLog final : public LogWriter {
public:
    explicit EnglishLog(LogOutput& output) : LogWriter(output) {}

    void event(const Event& event) override;

private:
    std::string prefix(const Event& event) const;

    std::set<std::uint32_t> live_;  ///< open dsps; lines are marked while there are several
};

}  // namespace dsproxy::cli

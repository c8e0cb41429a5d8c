// SPDX-License-Identifier: GPL-2.0-or-later
/// The log as strace would have it: "[pid 123] 0.003214 ioctl(/dev/dsp#1, SNDCTL_DSP_SYNC) = 0".
#pragma once

#include "cli/log/log_writer.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace dsproxy::cli {

class StraceLog final : public LogWriter {
public:
    explicit StraceLog(LogOutput& output) : LogWriter(output) {}

    void event(const Event& event) override;

private:
    std::string stamp(const Event& event);
    std::string file(const Event& event) const;

    std::optional<std::uint64_t> origin_ns_;       ///< the first event's time
    std::map<std::uint32_t, std::string> opened_;  ///< node path by stream
};

}  // namespace dsproxy::cli

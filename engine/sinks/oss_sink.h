// SPDX-License-Identifier: GPL-2.0-or-later
/// A real OSS device. Samples go in as they are where the device takes the stream's format, and
/// are converted to what it offers where it does not. The device is the clock: write() blocks.
#pragma once

#include "engine/pcm/converter.h"
#include "engine/sinks/output_file.h"
#include "engine/sinks/sink_kind.h"

#include <optional>

namespace dsproxy {

class OssSink final : public Sink {
public:
    static const SinkKind kind;

    static Result<std::unique_ptr<Sink>> open(const std::string& device, const Format& format);

    Result<void> write(PcmView pcm) override;
    /// Waits until all is heard.
    Result<void> finish() override;

private:
    explicit OssSink(OutputFile device) : device_(std::move(device)) {}

    OutputFile device_;
    std::optional<Converter> converter_;
    std::vector<std::byte> converted_;
};

}  // namespace dsproxy

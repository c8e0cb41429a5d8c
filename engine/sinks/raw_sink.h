// SPDX-License-Identifier: GPL-2.0-or-later
/// The bytes of a stream as they are, in a file or on standard output. Takes every format.
#pragma once

#include "engine/sinks/output_file.h"
#include "engine/sinks/sink_kind.h"

namespace dsproxy {

class RawSink final : public Sink {
public:
    static const SinkKind kind;
    static const SinkKind stdoutKind;

    static Result<std::unique_ptr<Sink>> open(const std::string& path);
    static Result<std::unique_ptr<Sink>> openStdout();

    Result<void> write(PcmView pcm) override { return file_.write(pcm.bytes); }
    Result<void> checkpoint() override { return file_.checkLinked(); }
    Result<void> finish() override { return {}; }

private:
    explicit RawSink(OutputFile file) : file_(std::move(file)) {}

    OutputFile file_;
};

}  // namespace dsproxy

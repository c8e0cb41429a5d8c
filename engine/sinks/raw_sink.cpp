// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/raw_sink.h"

namespace dsproxy {

constinit const SinkKind RawSink::kind{
    .name = "raw",
    .place = SinkPlace::Files,
    .extensions = {".raw", ".pcm"},
    .open = [](const SinkSpec& spec, const Format&, const Tags&) { return open(spec.path); },
};

constinit const SinkKind RawSink::stdoutKind{
    .name = "stdout",
    .place = SinkPlace::Stdout,
    .open = [](const SinkSpec&, const Format&, const Tags&) { return openStdout(); },
};

Result<std::unique_ptr<Sink>> RawSink::open(const std::string& path)
{
    return OutputFile::create(path).transform([](OutputFile file) -> std::unique_ptr<Sink> {
        return std::unique_ptr<Sink>(new RawSink(std::move(file)));
    });
}

Result<std::unique_ptr<Sink>> RawSink::openStdout()
{
    return OutputFile::standardOutput().transform([](OutputFile file) -> std::unique_ptr<Sink> {
        return std::unique_ptr<Sink>(new RawSink(std::move(file)));
    });
}

}  // namespace dsproxy

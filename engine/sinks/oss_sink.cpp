// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/oss_sink.h"

#include "engine/sinks/oss_negotiation.h"

#include <fcntl.h>
#include <sys/ioctl.h>

namespace dsproxy {
namespace {

/// O_NONBLOCK so that a busy device is an error and not a wait; writing blocks again.
Result<OutputFile> openDevice(const std::string& path)
{
    UniqueFd fd(::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC));
    if (!fd || ::fcntl(fd.get(), F_SETFL, O_WRONLY) != 0)
        return fail(ErrorCode::OpenFailed, errno, path);
    return OutputFile::adopt(std::move(fd), path);
}

}  // namespace

constinit const SinkKind OssSink::kind{
    .name = "oss",
    .place = SinkPlace::Device,
    .open = [](const SinkSpec& spec, const Format& format,
               const Tags&) { return open(spec.path, format); },
};

Result<std::unique_ptr<Sink>> OssSink::open(const std::string& device, const Format& format)
{
    auto file = openDevice(device);
    if (!file)
        return std::unexpected(file.error());
    auto accepted = negotiate(format, [fd = file->fd()](unsigned long request, int* value) {
        return ::ioctl(fd, request, value);
    });
    if (!accepted) {
        if (accepted.error().subject.empty())
            accepted.error().subject = device;
        return std::unexpected(accepted.error());
    }

    std::unique_ptr<OssSink> sink(new OssSink(std::move(*file)));
    if (*accepted != format) {
        auto converter = Converter::open(format.channels(), format.rate(), *accepted);
        if (!converter)
            return std::unexpected(converter.error());
        sink->converter_ = std::move(*converter);
    }
    return sink;
}

Result<void> OssSink::write(PcmView pcm)
{
    if (!converter_)
        return device_.write(pcm.bytes);
    while (!pcm.bytes.empty()) {
        converted_.clear();
        auto written = converter_->push(pcm.take(converter_->block()), converted_).and_then([this] {
            return device_.write(converted_);
        });
        if (!written)
            return written;
    }
    return {};
}

Result<void> OssSink::finish()
{
    converted_.clear();
    if (converter_) {
        auto flushed =
            converter_->flush(converted_).and_then([this] { return device_.write(converted_); });
        if (!flushed)
            return flushed;
    }
    if (::ioctl(device_.fd(), SNDCTL_DSP_SYNC, nullptr) != 0)
        return fail(ErrorCode::WriteFailed, errno, device_.path());
    return {};
}

}  // namespace dsproxy

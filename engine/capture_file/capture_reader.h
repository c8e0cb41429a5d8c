// SPDX-License-Identifier: GPL-2.0-or-later
/// Reads a capture file, a record at a time, whatever has become of it.
#pragma once

#include "engine/base/result.h"
#include "engine/capture_file/record_codec.h"

#include <functional>
#include <memory>
#include <variant>

namespace dsproxy::capture_file {

/// Bytes that are no record, or a broken one. Reading goes on behind them.
struct Damage {
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
    bool at_end = false;  ///< the file was cut off here
};

using Record = std::variant<Start, Event, Pcm, Rest, End, Damage>;

/// One thread. Needs memory for one record; each byte is looked at twice at most.
class CaptureReader {
public:
    /// Fills as much of the span as it can; 0: the end.
    using Input = std::function<Result<std::size_t>(std::span<std::byte>)>;

    /// "-" is standard input. Unsupported: no capture file, or one of a later major version.
    static Result<std::unique_ptr<CaptureReader>> open(const std::string& path);
    static Result<std::unique_ptr<CaptureReader>> start(Input input, const std::string& path);

    /// The next record that this version knows; nothing at the end.
    Result<std::optional<Record>> next();

private:
    CaptureReader(Input input, std::string path) : input_(std::move(input)), path_(std::move(path))
    {
    }
    Result<void> readFileHeader();
    Result<bool> have(std::size_t bytes);
    std::span<const std::byte> ahead() const
    {
        return std::span(buffer_).subspan(at_, filled_ - at_);
    }
    void skip(std::size_t bytes);
    Result<bool> findRecord(Damage& damage);
    Result<std::optional<Record>> takeRecord();

    Input input_;
    std::string path_;
    std::vector<std::byte> buffer_;
    std::size_t at_ = 0;
    std::size_t filled_ = 0;
    std::uint64_t offset_ = 0;  ///< of at_ in the file
    bool at_end_ = false;       ///< the input has no more
};

}  // namespace dsproxy::capture_file

// SPDX-License-Identifier: GPL-2.0-or-later
/// What a user asked for with --record FILE or --to SINK, understood but not yet opened.
#pragma once

#include "engine/base/result.h"

#include <map>
#include <string>
#include <string_view>

namespace dsproxy {

struct SinkKind;

using SinkOptions = std::map<std::string, std::string>;

struct SinkSpec {
    const SinkKind* kind = nullptr;  ///< never null in a spec that was parsed
    std::string path;                ///< empty where the kind has none
    SinkOptions options;

    bool operator==(const SinkSpec&) const = default;
};

/// `null`, `stdout`, `file:PATH` (by extension), `wav:PATH`, `mp3:PATH,vbr=2`, `oss:DEVICE`...
/// BadSpec with the piece that was not understood as its subject.
Result<SinkSpec> parseSink(std::string_view text);

/// A kind of files with its options: "flac", "mp3,vbr=2". The path is the caller's to fill in.
Result<SinkSpec> parseFileKind(std::string_view text);

/// A file name whose extension says what it is; "-" is raw PCM on standard output.
Result<SinkSpec> parseRecording(std::string_view file);

/// Whether the place is there to write to, asked before anything is played. Creates nothing.
Result<void> checkPlace(const SinkSpec& spec);

}  // namespace dsproxy

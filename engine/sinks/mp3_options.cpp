// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/mp3_options.h"

#include "engine/sinks/integer_option.h"

namespace dsproxy {
namespace {

constexpr IntegerOption known[] = {{"bitrate", 8, 320}, {"vbr", 0, 9}, {"quality", 0, 9}};

}  // namespace

Result<Mp3Options> Mp3Options::parse(const SinkOptions& options)
{
    if (auto checked = checkIntegers(options, known); !checked)
        return std::unexpected(checked.error());
    if (options.contains("bitrate") && options.contains("vbr"))
        return fail(ErrorCode::BadSpec, 0, "vbr=" + options.at("vbr"));
    Mp3Options parsed;
    parsed.bitrate = integerOption(options, "bitrate");
    parsed.vbr = integerOption(options, "vbr").value_or(parsed.vbr);
    parsed.quality = integerOption(options, "quality").value_or(parsed.quality);
    return parsed;
}

}  // namespace dsproxy

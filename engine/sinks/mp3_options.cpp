// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/mp3_options.h"

#include <charconv>

namespace dsproxy {
namespace {

Result<int> number(const std::string& key, const std::string& value, int least, int most)
{
    int n = 0;
    const char* end = value.data() + value.size();
    const auto [stopped, error] = std::from_chars(value.data(), end, n);
    if (error != std::errc() || stopped != end || n < least || n > most)
        return fail(ErrorCode::BadSpec, 0, key + "=" + value);
    return n;
}

}  // namespace

Result<Mp3Options> Mp3Options::parse(const SinkOptions& options)
{
    Mp3Options parsed;
    for (const auto& [key, value] : options) {
        auto n = key == "bitrate"   ? number(key, value, 8, 320)
                 : key == "vbr"     ? number(key, value, 0, 9)
                 : key == "quality" ? number(key, value, 0, 9)
                                    : fail(ErrorCode::BadSpec, 0, key + "=" + value);
        if (!n)
            return std::unexpected(n.error());
        if (key == "bitrate")
            parsed.bitrate = *n;
        else
            (key == "vbr" ? parsed.vbr : parsed.quality) = *n;
    }
    if (options.contains("bitrate") && options.contains("vbr"))
        return fail(ErrorCode::BadSpec, 0, "vbr=" + options.at("vbr"));
    return parsed;
}

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/capture/stream_option.h"

#include "cli/log/utf8.h"

#include <charconv>

namespace dsproxy::cli {

namespace {

Checked setStream(std::optional<std::uint32_t>& stream, std::string_view value)
{
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc() || end != value.data() + value.size() || number == 0)
        return wrong("--stream {} is not a number of a stream; dsproxy show lists them",
                     printable(value));
    stream = number;
    return {};
}

}  // namespace

Option streamOption(std::optional<std::uint32_t>& stream)
{
    return option("stream", 0, "N", stream, setStream);
}

}  // namespace dsproxy::cli

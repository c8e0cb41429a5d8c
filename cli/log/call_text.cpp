// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/log/call_text.h"

#include "cli/log/utf8.h"
#include "oss/print.h"

#include <algorithm>

namespace dsproxy::cli {

namespace {

constexpr std::size_t textMax = 2048;

std::span<const std::uint8_t> held(const std::uint8_t (&bytes)[Event::argumentMax], std::size_t n)
{
    return std::span(bytes).first(std::min(n, Event::argumentMax));
}

oss_printable printableCall(const Event& event)
{
    const auto in = argumentIn(event);
    const auto out = argumentOut(event);
    return {
        .cmd = event.cmd,
        .in = in.empty() ? nullptr : in.data(),
        .in_bytes = static_cast<u32>(in.size()),
        .out = out.empty() ? nullptr : out.data(),
        .out_bytes = static_cast<u32>(out.size()),
        .error = event.error,
    };
}

std::string print(const Event& event, u32 (*printer)(const oss_printable*, char*, u32))
{
    const oss_printable call = printableCall(event);
    char text[textMax] = "";
    printer(&call, text, sizeof text);
    return printable(text);
}

}  // namespace

std::span<const std::uint8_t> argumentIn(const Event& event)
{
    return held(event.in, event.in_bytes);
}

std::span<const std::uint8_t> argumentOut(const Event& event)
{
    return held(event.out, event.out_bytes);
}

std::string_view ruleTextOf(const Event& event)
{
    const auto bytes = argumentIn(event);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string englishCall(const Event& event)
{
    return print(event, oss_print_english);
}

std::string straceCall(const Event& event)
{
    return print(event, oss_print_strace);
}

}  // namespace dsproxy::cli

// SPDX-License-Identifier: GPL-2.0-or-later
#include "expect.h"

#include "names.h"
#include "report.h"

#include <algorithm>
#include <cstdio>

namespace dsproxy::check {

namespace {

std::string baseName(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

}  // namespace

std::string show(bool value)
{
    return value ? "yes" : "no";
}

std::string show(double value)
{
    char text[40];
    std::snprintf(text, sizeof text, "%.3f", value);
    return text;
}

std::string show(std::string_view value)
{
    return std::string(value);
}

std::string hex(unsigned long value)
{
    char text[40];
    std::snprintf(text, sizeof text, "0x%lx", value);
    return text;
}

Verdict eqHex(std::string_view what, unsigned long got, unsigned long want)
{
    return {got == want, std::string(what), hex(want), hex(got)};
}

Verdict isTrue(std::string_view what, bool good)
{
    return {good, std::string(what), "yes", good ? "yes" : "no"};
}

Verdict ok(std::string_view what, const Answer& answer)
{
    return {answer.ok(), std::string(what), "success", describe(answer)};
}

Verdict returns(std::string_view what, const Answer& answer, long want)
{
    return {answer.result == want, std::string(what), std::to_string(want), describe(answer)};
}

Verdict fails(std::string_view what, const Answer& answer, std::initializer_list<int> errors)
{
    std::string wanted;
    for (const int error : errors)
        wanted += (wanted.empty() ? "" : " or ") + errorName(error);
    const bool good = !answer.ok() && std::ranges::find(errors, answer.error) != errors.end();
    return {good, std::string(what), wanted, describe(answer)};
}

bool expect(const Verdict& verdict, Place place)
{
    if (verdict.good)
        return true;
    reportFailure({verdict.what, verdict.expected, verdict.got,
                   baseName(place.file_name()) + ":" + std::to_string(place.line()),
                   lastSteps(10)});
    return false;
}

void require(const Verdict& verdict, Place place)
{
    if (!expect(verdict, place))
        throw EndOfCase{};
}

void skip(std::string_view reason)
{
    reportSkip(reason);
    throw EndOfCase{};
}

}  // namespace dsproxy::check

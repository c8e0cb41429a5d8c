// SPDX-License-Identifier: GPL-2.0-or-later
/// Expectations: each says what it is about, what it wanted and what it got.
#pragma once

#include "answer.h"

#include <concepts>
#include <initializer_list>
#include <source_location>
#include <string>
#include <string_view>

namespace dsproxy::check {

struct Verdict {
    bool good = true;
    std::string what;
    std::string expected;
    std::string got;
};

std::string show(bool value);
std::string show(double value);
std::string show(std::string_view value);
inline std::string show(const char* value)
{
    return value;
}
template <std::integral T>
    requires(!std::same_as<T, bool>)
std::string show(T value)
{
    return std::to_string(value);
}
std::string hex(unsigned long value);

template <class T, class U> Verdict eq(std::string_view what, const T& got, const U& want)
{
    return {got == static_cast<T>(want), std::string(what), show(static_cast<T>(want)), show(got)};
}

template <class T> Verdict between(std::string_view what, T got, T low, T high)
{
    return {low <= got && got <= high, std::string(what), show(low) + " to " + show(high),
            show(got)};
}

template <class T> Verdict atLeast(std::string_view what, T got, T low)
{
    return {got >= low, std::string(what), "at least " + show(low), show(got)};
}

template <class T> Verdict atMost(std::string_view what, T got, T high)
{
    return {got <= high, std::string(what), "at most " + show(high), show(got)};
}

Verdict eqHex(std::string_view what, unsigned long got, unsigned long want);
Verdict isTrue(std::string_view what, bool good);
Verdict ok(std::string_view what, const Answer& answer);
Verdict returns(std::string_view what, const Answer& answer, long want);
Verdict fails(std::string_view what, const Answer& answer, std::initializer_list<int> errors);
inline Verdict fails(std::string_view what, const Answer& answer, int error)
{
    return fails(what, answer, {error});
}

using Place = std::source_location;

/// Records a bad verdict and goes on; returns whether it was good.
bool expect(const Verdict& verdict, Place place = Place::current());

/// Records a bad verdict and ends the case.
void require(const Verdict& verdict, Place place = Place::current());

/// Ends the case: the device lacks what it is about.
[[noreturn]] void skip(std::string_view reason);

/// Thrown by require() and skip(); the runner and Child catch it.
struct EndOfCase {};

}  // namespace dsproxy::check

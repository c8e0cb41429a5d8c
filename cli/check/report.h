// SPDX-License-Identifier: GPL-2.0-or-later
/// What a case found, in memory that it shares with the runner: a killed case has reported too.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dsproxy::check {

/// Makes the shared memory; once, before the first case.
bool openReport();

/// Forgets everything; the caller is the process of the case to come.
void startReport();

/// One failed expectation.
struct Failure {
    std::string what;      ///< "fragsize"
    std::string expected;
    std::string got;
    std::string place;     ///< "fragment_cases.cpp:55"
    std::vector<std::string> did;
};

void reportFailure(const Failure& failure);
void reportSkip(std::string_view reason);

/// A step of the program, before it is done: returns the slot for noteEnd().
unsigned noteBegin(std::string_view step);
void noteEnd(unsigned slot, std::string_view result);
void note(std::string_view step);

/// The last steps, oldest first.
std::vector<std::string> lastSteps(std::size_t most);

struct Report {
    unsigned failures = 0;
    std::string yaml;        ///< one list item for each failure
    std::string skipReason;  ///< empty: not skipped
};

Report readReport();

/// TEXT as a YAML scalar in double quotes.
std::string quoted(std::string_view text);

}  // namespace dsproxy::check

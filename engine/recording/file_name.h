// SPDX-License-Identifier: GPL-2.0-or-later
/// The names of recordings, made from a template and from what is known when a file begins.
///
///     %p program   %P pid     %n node     %s song    %d date   %N number of the segment
///     %u user      %f format  %l label    %t time    %% a percent sign
#pragma once

#include "engine/base/result.h"
#include "engine/routes/stream_facts.h"

#include <ctime>

namespace dsproxy {

struct NameFacts {
    StreamFacts stream;
    std::string user;    ///< his name
    std::string format;  ///< "wav"
    std::tm time{};      ///< local
    int number = 1;      ///< of the segment, from 1
};

/// BadSpec with the token that there is not.
Result<void> checkTemplate(std::string_view name);

/// A relative path without an ending. Whatever the facts are, it stays below its folder, no part of
/// it is hidden, and none is longer than 180 bytes. A token for which there is nothing takes the
/// separators around it along, but one.
std::string fileName(std::string_view name, const NameFacts& facts);

/// The name of the program, as people say it: that of its file, or of its process.
std::string programName(const ProgramNames& program);

}  // namespace dsproxy

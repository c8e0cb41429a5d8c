// SPDX-License-Identifier: GPL-2.0-or-later
/// What the service tells of its streams, sinks and recordings, for people and for programs.
#pragma once

#include "engine/bus/dictionary.h"

#include <string>
#include <vector>

namespace dsproxy::cli {

/// Tables with a head line; one sentence where there is nothing.
std::string streamsText(const std::vector<Dictionary>& streams);
std::string sinksText(const std::vector<Dictionary>& sinks);
std::string recordingsText(const std::vector<Dictionary>& recordings);

/// An array of objects with the names of docs/service.md.
std::string viewsJson(const std::vector<Dictionary>& views);

/// "mpg123": of the executable, or else of the process.
std::string programText(const Dictionary& stream);

}  // namespace dsproxy::cli

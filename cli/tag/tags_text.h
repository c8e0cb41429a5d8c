// SPDX-License-Identifier: GPL-2.0-or-later
/// The tags of a file, for people and for programs.
#pragma once

#include "engine/tagging/recording_tags.h"

#include <string>

namespace dsproxy::cli {

/// The name of the file, and below it a line for each text and picture.
std::string tagsText(const std::string& file, const RecordingTags& tags);

/// {"file":"a.mp3","tags":{"title":["A"]},"pictures":[{"type":...,"mime":...,"bytes":...}]}, one
/// line.
std::string tagsJson(const std::string& file, const RecordingTags& tags);

}  // namespace dsproxy::cli

// SPDX-License-Identifier: GPL-2.0-or-later
/// What a kind of sink says about itself. A new kind is a file with one of these and one line in
/// registry.cpp; spelling, options and segments follow from it.
#pragma once

#include "engine/sinks/sink.h"
#include "engine/sinks/sink_spec.h"
#include "engine/sinks/tags.h"

#include <array>
#include <memory>
#include <string_view>

namespace dsproxy {

enum class SinkPlace {
    Files,    ///< a path: streams that do not fit into one file get files of their own
    Device,   ///< a path that one stream can use at a time
    Stdout,   ///< no path, one stream at a time
    Nowhere,  ///< no path, any number of streams
};

struct SinkKind {
    std::string_view name;  ///< "wav" in wav:PATH
    SinkPlace place;
    std::array<std::string_view, 2> extensions = {};  ///< that --record FILE knows it by: ".wav"
    /// Null: takes no options. An error says which one is wrong.
    Result<void> (*checkOptions)(const SinkOptions&) = nullptr;
    Result<std::unique_ptr<Sink>> (*open)(const SinkSpec&, const Format&, const Tags&) = nullptr;

    constexpr bool hasPath() const
    {
        return place == SinkPlace::Files || place == SinkPlace::Device;
    }
};

}  // namespace dsproxy

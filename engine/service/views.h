// SPDX-License-Identifier: GPL-2.0-or-later
/// What clients see of the engine, as it crosses the bus. docs/service.md lists the names.
#pragma once

#include "engine/bus/dictionary.h"
#include "engine/service/service.h"

namespace dsproxy {

std::vector<Dictionary> streamsView(const Engine& engine);
std::vector<Dictionary> sinksView(Engine& engine);
std::vector<Dictionary> recordingsView(Engine& engine);
std::vector<Dictionary> devicesView(const Service& service);

/// What StartRecording was asked for. BadSpec: names what is wrong.
struct RecordingOrder {
    RecordingSettings settings;
    std::vector<std::uint32_t> streams;
};
Result<RecordingOrder> recordingOrder(const Dictionary& order, const Settings& settings);

}  // namespace dsproxy

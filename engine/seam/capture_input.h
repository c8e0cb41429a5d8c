// SPDX-License-Identifier: GPL-2.0-or-later
/// What a program hears when it records: the engine's side of a capture stream.
#pragma once

#include "engine/pcm/format.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace dsproxy {

/// The input of one capture stream in one format. Called on the source's threads: never blocks.
class CaptureInput {
public:
    virtual ~CaptureInput() = default;

    /// Bytes that pull() can give now. A source waits a little for an input that lags.
    virtual std::size_t available() const = 0;

    /// No more will come: from now on the program records silence.
    virtual bool ended() const = 0;

    /// Takes up to pcm.size() bytes; returns how many.
    virtual std::size_t pull(std::span<std::byte> pcm) = 0;
};

/// Makes the input of a new capture stream; asked again when its format changes.
class CaptureInputs {
public:
    virtual ~CaptureInputs() = default;
    virtual std::unique_ptr<CaptureInput> start(std::uint32_t stream, Format format) = 0;
};

}  // namespace dsproxy

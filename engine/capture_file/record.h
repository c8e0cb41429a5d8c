// SPDX-License-Identifier: GPL-2.0-or-later
/// The layout of a capture file, as docs/capture-file.md has it: a file header, then records.
#pragma once

#include "engine/pcm/format.h"
#include "engine/seam/event.h"

#include <array>
#include <cstdint>
#include <string>

namespace dsproxy::capture_file {

constexpr std::array<unsigned char, 8> magic = {0x89, 'D', 'S', 'P', '\r', '\n', 0x1a, '\n'};
constexpr std::uint16_t majorVersion = 1;  ///< a reader of another one cannot read it
constexpr std::uint16_t minorVersion = 0;  ///< what came later can be skipped
constexpr std::size_t fileHeaderBytes = 16;

constexpr std::uint32_t recordMark = 0xd55a4352;  ///< "RCZ\xd5": nothing that text begins with
constexpr std::size_t recordHeaderBytes = 20;
/// A reader needs no more memory than this for a record.
constexpr std::uint32_t payloadMax = 1 << 20;

enum class RecordType : std::uint16_t {
    Start = 1,    ///< the first: when, which program
    Event = 2,
    Heard = 3,    ///< PCM that was played
    Dropped = 4,  ///< PCM that was written and then thrown away by the Reset that follows
    Rest = 5,     ///< the recordings that no stream wrote to were finished here
    End = 6,      ///< the last: the file is whole
};

struct Start {
    std::uint64_t wall_ns = 0;       ///< since 1970, UTC
    std::uint64_t monotonic_ns = 0;  ///< at the same moment, on the clock of the events
    bool free_running = false;       ///< --pace free
    std::string program;             ///< as it was called, without its arguments
    std::string writer;              ///< which program wrote the file: "dsproxy 0.1.0"
};

/// Whole frames of one stream.
struct Pcm {
    std::uint32_t stream = 0;
    std::uint64_t position = 0;  ///< bytes since open
    std::uint64_t time_ns = 0;   ///< when it came to the writer, which may be a little late
    PcmView pcm;                 ///< valid until the next record is read
    bool dropped = false;
};

struct Rest {};

struct End {
    std::uint64_t events = 0;
    std::uint64_t pcm_bytes = 0;  ///< heard
};

}  // namespace dsproxy::capture_file

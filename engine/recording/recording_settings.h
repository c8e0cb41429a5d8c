// SPDX-License-Identifier: GPL-2.0-or-later
/// What a recording of the service is to do. A value; each part is off where nothing is said.
#pragma once

#include "engine/recording/now_playing.h"
#include "engine/recording/output.h"
#include "engine/sinks/registry.h"

namespace dsproxy {

class Inhibitor;

/// Samples whose magnitude is at most LEVEL are silence. In dB of full scale: -50.
struct Silence {
    double level = -50;
    Nanoseconds length;  ///< of it, before the next sound begins a new file
};

/// When a file ends and the next one begins. Every frame is in exactly one of them.
struct SplitRule {
    std::optional<Nanoseconds> every;  ///< of recorded time
    /// Where the file would become larger. Exact where it stores samples as they were played;
    /// an encoder writes some thousand frames late.
    std::optional<Bytes> size;
    std::optional<Silence> silence;
};

/// Where a recording ends by itself.
struct Limits {
    /// Recorded time: of streams that play at once the longest, of others the sum.
    std::optional<Nanoseconds> length;
    std::optional<Bytes> size;  ///< of all files together
};

struct StartOnSound {
    double level = -50;   ///< dB of full scale; it starts with the first frame above
    Nanoseconds preRoll;  ///< what was heard before that frame and is recorded, too
};

/// After an error of the disk.
struct Comeback {
    Nanoseconds after = Nanoseconds(5'000'000'000);  ///< between two attempts
    Bytes free = Bytes(16 << 20);  ///< that must be there; a new file is tried then
};

struct RecordingSettings {
    const SinkKind* kind = nullptr;  ///< one that makes files
    SinkOptions options;
    std::string folder;  ///< empty: "dsproxy" in the user's music folder; may begin with "~/"
    std::string name = "%p %d %t";  ///< a template, see file_name.h; "/" makes folders
    FormatChange change = FormatChange::Split;
    SplitRule split;
    Limits limits;
    std::optional<StartOnSound> startOnSound;
    std::optional<Comeback> comeback = Comeback{};  ///< none: an error ends the recording
    Tags tags;             ///< said by the user; go before all others
    Bytes queue = Bytes(16 << 20);  ///< of memory for PCM that waits for the disk
    PlayerOf playerOf;     ///< may be null: no player is asked
    std::shared_ptr<Inhibitor> inhibitor;  ///< may be null: the machine may sleep
    OpenSink open = openSink;
};

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
/// A recording in a folder of its own, with all that it says.
#pragma once

#include "engine/recording/recording.h"
#include "tests/engine/sinks/tools.h"

#include <algorithm>
#include <filesystem>

namespace dsproxy::test {

inline const Format cd(AFMT_S16_LE, Channels{2}, Rate{44100});

constexpr Nanoseconds seconds(double count)
{
    return Nanoseconds(static_cast<std::int64_t>(count * 1e9));
}

inline StreamFacts factsOf(std::uint32_t id, const std::string& program = "/usr/bin/player")
{
    StreamFacts facts;
    facts.id = id;
    facts.program = {program, ""};
    facts.pid = 4242;
    facts.uid = getuid();
    facts.node = "/dev/dsp";
    return facts;
}

struct RecordingStage {
    TempDir dir;
    RecordingSettings settings;
    std::mutex mutex;
    std::vector<Notice> notices;

    explicit RecordingStage(const std::string& kind = "raw")
    {
        settings.kind = parseSink(kind + ":x")->kind;
        settings.folder = dir / "music";
        settings.name = "%p %N";
    }

    std::unique_ptr<Recording> start()
    {
        auto recording = Recording::start(settings, [this](const Notice& notice) {
            const std::lock_guard lock(mutex);
            notices.push_back(notice);
        });
        EXPECT_TRUE(recording);
        return std::move(*recording);
    }

    std::vector<Notice> told(Notice::What what)
    {
        const std::lock_guard lock(mutex);
        std::vector<Notice> found;
        std::ranges::copy_if(notices, std::back_inserter(found),
                             [&](const Notice& notice) { return notice.what == what; });
        return found;
    }

    /// The files in the order of their ends; raw ones are their PCM.
    std::vector<ByteVector> completed()
    {
        std::vector<ByteVector> files;
        for (const Notice& notice : told(Notice::What::Completed))
            files.push_back(readFile(notice.path));
        return files;
    }

    std::vector<std::int64_t> completedFrames()
    {
        std::vector<std::int64_t> frames;
        for (const Notice& notice : told(Notice::What::Completed))
            frames.push_back(notice.kept.value);
        return frames;
    }

    Frames lost()
    {
        Frames lost;
        for (const Notice& hole : told(Notice::What::Hole))
            lost += hole.lost;
        return lost;
    }
};

inline ByteVector joined(const std::vector<ByteVector>& parts)
{
    ByteVector whole;
    for (const ByteVector& part : parts)
        whole.insert(whole.end(), part.begin(), part.end());
    return whole;
}

/// Gives PCM to BRANCH in pieces of awkward sizes.
inline void play(Branch& branch, const Format& format, const ByteVector& pcm,
                 std::int64_t first = 1)
{
    branch.format(format);
    PcmView rest = view(format, pcm);
    for (std::int64_t frames = first; !rest.bytes.empty(); frames = frames * 7 % 5003 + 1)
        branch.pcm(rest.take(Frames(frames)));
}

inline ByteVector silence(const Format& format, std::int64_t frames)
{
    return ByteVector(static_cast<std::size_t>(format.bytes(Frames(frames)).value));
}

/// The frames from FIRST on, COUNT of them.
inline ByteVector slice(const Format& format, const ByteVector& pcm, std::int64_t first,
                        std::int64_t count)
{
    const auto begin = pcm.begin() + format.bytes(Frames(first)).value;
    return {begin, begin + format.bytes(Frames(count)).value};
}

/// Waits until DONE says so: for what another thread does. A test that hangs has failed.
template <class Done> void waitUntil(Done done)
{
    while (!done())
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

}  // namespace dsproxy::test

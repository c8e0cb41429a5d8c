// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/recording/cut_rules.h"

#include <algorithm>
#include <limits>

namespace dsproxy {
namespace {

constexpr Frames endless{std::numeric_limits<std::int64_t>::max()};

Frames untilSize(Bytes limit, Bytes bytes, const Format& played)
{
    return played.frames(std::max(limit - bytes, Bytes(0)));
}

/// FRAMES of a file, in the format that is played into it; never less.
Frames asPlayed(Frames frames, const Format& file, const Format& played)
{
    if (file.rate() == played.rate() || frames <= Frames(0))
        return frames;
    return played.frames(file.duration(frames)) + Frames(1);
}

}  // namespace

Frames untilSplit(const SplitRule& rule, const std::optional<OpenFile>& file, Bytes bytes,
                  const Format& played)
{
    Frames left = endless;
    const Format& stored = file ? file->format : played;
    const Frames written = file ? file->frames : Frames(0);
    if (rule.every)
        left = asPlayed(stored.frames(*rule.every) - written, stored, played);
    if (rule.size)
        left = std::min(left, untilSize(*rule.size, bytes, played));
    return std::max(left, Frames(written == Frames(0) ? 1 : 0));
}

Frames untilLimit(const Limits& limits, const Progress& progress, Bytes bytes)
{
    const Format& format = progress.format;
    Frames left = endless;
    if (limits.length)
        left = format.frames(std::max(*limits.length - progress.before, Nanoseconds(0))) -
               progress.frames;
    if (limits.size)
        left = std::min(left, untilSize(*limits.size, bytes, format));
    return std::max(left, Frames(0));
}

}  // namespace dsproxy

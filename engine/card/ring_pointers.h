// SPDX-License-Identifier: GPL-2.0-or-later
/// Where hardware and application are in a card's ring. Both count frames up to a boundary, which
/// is a multiple of the ring's length, and go on at zero there.
#pragma once

#include "engine/base/units.h"

#include <optional>

namespace dsproxy {

class RingPointers {
public:
    using Pointer = unsigned long;  ///< snd_pcm_uframes_t

    /// BOUNDARY is a multiple of BUFFER, at least twice as much.
    constexpr RingPointers(Pointer buffer, Pointer boundary) : buffer_(buffer), boundary_(boundary)
    {
    }

    /// POINTER moved by FRAMES, which are not more than the ring has.
    constexpr Pointer advanced(Pointer pointer, Frames frames) const
    {
        const Pointer sum = pointer + static_cast<Pointer>(frames.value);
        return sum >= boundary_ ? sum - boundary_ : sum;
    }

    /// Playback: frames written and not yet played. Nothing when the hardware has run past what
    /// was written: an underrun.
    constexpr std::optional<Frames> queued(Pointer hardware, Pointer application) const
    {
        return withinRing(hardware, application);
    }
    /// Playback: what may be written now. Nothing at an underrun.
    constexpr std::optional<Frames> room(Pointer hardware, Pointer application) const
    {
        const auto full = queued(hardware, application);
        return full ? std::optional(Frames(static_cast<std::int64_t>(buffer_)) - *full) : full;
    }
    /// Capture: frames recorded and not yet taken. Nothing when the hardware has overwritten what
    /// was not taken: an overrun.
    constexpr std::optional<Frames> recorded(Pointer hardware, Pointer application) const
    {
        return withinRing(application, hardware);
    }

    /// Where in the ring the frame lies.
    constexpr Frames offset(Pointer pointer) const
    {
        return Frames(static_cast<std::int64_t>(pointer % buffer_));
    }
    /// Frames from there to the end of the ring.
    constexpr Frames untilWrap(Pointer pointer) const
    {
        return Frames(static_cast<std::int64_t>(buffer_ - pointer % buffer_));
    }

private:
    constexpr std::optional<Frames> withinRing(Pointer behind, Pointer ahead) const
    {
        const Pointer distance = ahead >= behind ? ahead - behind : ahead + (boundary_ - behind);
        if (distance > buffer_)
            return std::nullopt;
        return Frames(static_cast<std::int64_t>(distance));
    }

    Pointer buffer_;
    Pointer boundary_;
};

}  // namespace dsproxy

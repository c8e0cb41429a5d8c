// SPDX-License-Identifier: GPL-2.0-or-later
/// A mix and its inputs on one thread, without a sink.
#pragma once

#include "engine/live/mix.h"
#include "tests/engine/live/virtual_card.h"

namespace dsproxy::test {

/// A mix on one thread, into a device of FORMAT.
struct Mixer {
    Mixer(const Format& format, Frames period) : shape{format, period, Frames(4 * period.value)}
    {
        mix.enter(shape);
    }

    std::shared_ptr<MixInput> connect(std::shared_ptr<Stream> steered = nullptr)
    {
        auto input =
            std::make_shared<MixInput>(StreamFacts{}, std::move(steered), wake, virtualNow);
        mix.add(input);
        mix.enterNew();
        return input;
    }
    /// What the device gets in the next FRAMES.
    ByteVector render(Frames frames)
    {
        ByteVector out;
        for (; frames > Frames(0); frames -= shape.period) {
            ByteVector pcm(
                static_cast<std::size_t>(shape.format.bytes(std::min(frames, shape.period)).value));
            mix.render(pcm);
            out.insert(out.end(), pcm.begin(), pcm.end());
        }
        return out;
    }

    DeviceShape shape;
    std::shared_ptr<Wake> wake = *Wake::create();
    Mix mix;
};

}  // namespace dsproxy::test

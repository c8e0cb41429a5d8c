// SPDX-License-Identifier: GPL-2.0-or-later
/// A live sink on two virtual cards, and a signal whose frames are numbered.
#pragma once

#include "engine/live/live_sink.h"
#include "tests/engine/live/virtual_card.h"

#include <cstring>

namespace dsproxy::test {

inline constexpr Frames period{256};
inline const Format cd(AFMT_S16_LE, Channels{2}, Rate{48000});

/// A stereo signal whose every frame is its number.
struct Counter {
    ByteVector next(Frames frames)
    {
        ByteVector pcm(static_cast<std::size_t>(frames.value) * 4);
        for (std::size_t at = 0; at < pcm.size(); at += 4, ++count)
            std::memcpy(pcm.data() + at, &count, 4);
        return pcm;
    }
    std::uint32_t count = first;
    static constexpr std::uint32_t first = 0x10000;  // no frame of it is silence
};

/// The numbers of all frames that are not silence.
inline std::vector<std::uint32_t> numbers(const ByteVector& pcm)
{
    std::vector<std::uint32_t> frames(pcm.size() / 4);
    std::memcpy(frames.data(), pcm.data(), frames.size() * 4);
    std::erase(frames, 0u);
    return frames;
}

inline std::vector<std::uint32_t> range(std::uint32_t from, std::uint32_t to)
{
    std::vector<std::uint32_t> frames;
    for (; from < to; ++from)
        frames.push_back(from);
    return frames;
}

/// Of two long lists it says where they differ.
inline void expectSame(const std::vector<std::uint32_t>& got,
                       const std::vector<std::uint32_t>& expected)
{
    const auto [at, there] = std::ranges::mismatch(got, expected);
    if (at != got.end() || there != expected.end())
        ADD_FAILURE() << got.size() << " frames instead of " << expected.size()
                      << ", another one at " << at - got.begin();
}

class LiveSinkTest : public testing::Test {
protected:
    std::shared_ptr<VirtualCard> card_a_ = std::make_shared<VirtualCard>(period);
    std::shared_ptr<VirtualCard> card_b_ = std::make_shared<VirtualCard>(period);
    VirtualCard& a = *card_a_;
    VirtualCard& b = *card_b_;

    LiveSink::Settings settings(std::vector<std::string> devices)
    {
        LiveSink::Settings settings;
        settings.devices = std::move(devices);
        settings.tick = settings.still = Nanoseconds(3'600'000'000'000);
        settings.clock = virtualNow;
        settings.open = [a = card_a_, b = card_b_](const std::string& name,
                                                   const DeviceRequest& request) {
            if (name == "a" || name == "b")
                return name == "a" ? a->open(request) : b->open(request);
            return openPlayback(name, request);
        };
        return settings;
    }

    std::unique_ptr<LiveSink> sink(const LiveSink::Settings& settings)
    {
        return *LiveSink::create("test", settings, [this](const LiveNotice& notice) {
            const std::lock_guard lock(mutex_);
            notices_.push_back(notice);
            told_.notify_all();
        });
    }

    /// A period more of everything: INPUT gets it, CARD has played one.
    void step(VirtualCard& card, std::initializer_list<MixInput*> inputs)
    {
        const ByteVector pcm = counter_.next(period);
        for (MixInput* input : inputs)
            input->pcm(view(cd, pcm));
        passTime(256 * 1'000'000'000ull / 48000);
        card.play(period);
    }

    /// Returns when this was told; says what was told by then.
    std::vector<LiveNotice> await(LiveNotice::Kind kind)
    {
        std::unique_lock lock(mutex_);
        told_.wait(lock, [&] {
            return std::ranges::find(notices_, kind, &LiveNotice::kind) != notices_.end();
        });
        return notices_;
    }

    Counter counter_;
    std::mutex mutex_;
    std::condition_variable told_;
    std::vector<LiveNotice> notices_;
};

}  // namespace dsproxy::test

// SPDX-License-Identifier: GPL-2.0-or-later
/// The whole way: a mixer program as it is, the seam, the desk, the controls of a card, and back.
#include "engine/mixer/card_controls.h"
#include "engine/mixer/mixer_desk.h"
#include "oss/abi.h"

#include "alsa_configuration.h"
#include "fake_card.h"
#include "tests/engine/sources/process/script_under_source.h"

#include <poll.h>

#include <format>

namespace dsproxy {

namespace {

constexpr MixerDesk::ProgramId program = 1;

class Passthrough : public process::ScriptUnderSource {
protected:
    void SetUp() override
    {
        ScriptUnderSource::SetUp();
        ASSERT_EQ(::mkfifo((folder_ / "gate").c_str(), 0600), 0);
        fake_.insert({{.name = "Master Playback Volume", .max = 31, .values = {31, 31}},
                      {.name = "Master Playback Switch",
                       .type = FakeControl::Type::Boolean,
                       .values = {1, 1}}});
        auto card = CardControls::open("fake", OssMixerTable::parse(""));
        ASSERT_TRUE(card);
        card_ = std::move(*card);
        desk_.insertCard("fake", card_->controls(), card_->values());
        desk_.attach(program, "sh", "fake", feed_->mixer().state());
    }
    void TearDown() override
    {
        card_.reset();
        ScriptUnderSource::TearDown();
    }

    /// As a service does it, until nothing is left to do.
    void serve()
    {
        do {
            listen();
            for (const MixerDesk::Order& order : desk_.take(now_ns_ += 1'000'000'000)) {
                ++orders_;
                if (order.to == MixerDesk::Order::To::Program)
                    obey(order.change);
                if (order.to == MixerDesk::Order::To::Card) {
                    EXPECT_TRUE(card_->set(order.change.control, order.change.value));
                }
            }
        } while (desk_.due() != ~std::uint64_t{0});
    }
    void listen()
    {
        if (const auto state = feed_->mixer().take())
            desk_.hear(program, *state, now_ns_);
        const auto moves = card_->changes();
        ASSERT_TRUE(moves);
        for (const auto& [control, value] : *moves)
            desk_.hearCard("fake", control, value);
    }
    /// Until the source has acted.
    void obey(const MixerChange& change)
    {
        feed_->setMixer(change);
        while (feed_->mixer().state().applied != change.mark) {
            pollfd rung{feed_->fd(), POLLIN, 0};
            ::poll(&rung, 1, -1);
            feed_->answered();
        }
    }
    /// Until the program has set something.
    void waitForProgram() const
    {
        while (feed_->mixer().state().modify_counter == 0) {
            pollfd rung{feed_->fd(), POLLIN, 0};
            ::poll(&rung, 1, -1);
            feed_->answered();
        }
    }
    void letGo() const { std::ofstream(folder_ / "gate") << "go\n"; }

    AlsaConfiguration configuration_{
        std::format("ctl_type.fake {{ lib \"{}\" }}\nctl.fake {{ type fake }}\n", FAKE_CARD)};
    FakeCard& fake_ = FakeCard::instance();
    std::unique_ptr<CardControls> card_;
    SavedVolumes saved_ = *SavedVolumes::load(folder_ / "volumes");
    MixerDesk desk_{7, saved_};
    std::uint64_t now_ns_ = 0;
    unsigned orders_ = 0;
};

TEST_F(Passthrough, FromTheProgramToTheCardOnce)
{
    start("aumix -v 50");
    finish();
    serve();
    EXPECT_EQ(fake_.values("Master Playback Volume"), (std::vector<long>{16, 16}));
    EXPECT_EQ(fake_.writes(), 2u);  // volume and switch
    EXPECT_EQ(orders_, 2u);         // the card and the windows
    serve();
    EXPECT_EQ(orders_, 2u);
    EXPECT_EQ(desk_.gain(program, mixerVolume(100, 100), true), StreamGain());
}

TEST_F(Passthrough, FromTheCardToTheProgramOnce)
{
    start("aumix -v 50; read go < gate; aumix -vq > answers");
    waitForProgram();
    serve();
    orders_ = 0;
    fake_.turn("Master Playback Volume", {31, 31});
    fake_.turn("Master Playback Volume", {0, 0});
    fake_.turn("Master Playback Volume", {8, 8});
    serve();
    EXPECT_EQ(orders_, 2u);  // the program and the windows
    letGo();
    finish();
    EXPECT_EQ(content("answers"), "vol 26, 26\n");
    serve();
    EXPECT_EQ(orders_, 2u);
    EXPECT_EQ(fake_.values("Master Playback Volume"), (std::vector<long>{8, 8}));
}

TEST_F(Passthrough, WhatAWindowSetsReachesBoth)
{
    start("aumix -w 50; read go < gate; aumix -vq -wq > answers");
    waitForProgram();
    desk_.move(program, SOUND_MIXER_VOLUME, mixerVolume(70, 70), 0);
    serve();
    letGo();
    finish();
    EXPECT_EQ(content("answers"), "vol 70, 70\npcm 50, 50\n");
    EXPECT_EQ(fake_.values("Master Playback Volume"), (std::vector<long>{22, 22}));
    EXPECT_EQ(desk_.gain(program, mixerVolume(100, 100), true).left, gainOf(50));
}

}  // namespace

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/card/card_kind.h"

#include "alsa_configuration.h"

#include <gtest/gtest.h>

namespace dsproxy::test {
namespace {

const DeviceRequest cd{Format(AFMT_S16_LE, Channels{2}, Rate{44100}), Nanoseconds(100'000'000)};

TEST(CardKind, noNameMeansDefault)
{
    const AlsaConfiguration alsa(R"(pcm.default { type null })");
    EXPECT_EQ(cardKind.name, "card");
    EXPECT_TRUE(cardKind.openPlayback("", cd));
    EXPECT_TRUE(cardKind.openCapture("", cd));
}

TEST(CardKind, aCardThatIsNotThereIsAnError)
{
    const AlsaConfiguration alsa(R"(
        pcm.hw { @args [ CARD ] @args.CARD { type string } type hw card $CARD }
    )");
    for (const auto& error :
         {cardKind.openPlayback("hw:31", cd).error(), cardKind.openCapture("hw:31", cd).error()}) {
        EXPECT_EQ(error.code, ErrorCode::OpenFailed);
        EXPECT_NE(error.sys, 0);
        EXPECT_EQ(error.subject, "hw:31");
    }
}

TEST(CardKind, listsWhatTheConfigurationNames)
{
    const AlsaConfiguration alsa(R"(
        pcm.hall { type null hint { show on description "The hall" } }
        pcm.microphone { type null hint { show on description "A microphone" ioid "Input" } }
        pcm.hidden { type null }
        defaults.namehint.basic on
        defaults.namehint.extended on
        defaults.namehint.showall on
    )");
    const auto facts = cardKind.list();
    const auto find = [&](const char* name) {
        return std::ranges::find(facts, name, &DeviceFacts::name);
    };
    const auto hall = find("card:hall");
    ASSERT_NE(hall, facts.end());
    EXPECT_EQ(hall->description, "The hall");
    EXPECT_TRUE(hall->playback);
    EXPECT_TRUE(hall->capture);
}

}  // namespace
}  // namespace dsproxy::test

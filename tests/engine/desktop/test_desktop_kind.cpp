// SPDX-License-Identifier: GPL-2.0-or-later
/// What the kind lists, which formats it takes, and what it costs the process that uses it.
#include "sound_server.h"

#include "engine/desktop/desktop_kind.h"

#include <algorithm>
#include <fstream>

namespace dsproxy::desktop_test {

namespace {

using DesktopKind = DesktopTest;

Format answerTo(std::uint32_t afmt, std::uint32_t channels, std::uint32_t rate)
{
    const DeviceRequest request{Format(afmt, Channels{channels}, Rate{rate}),
                                Nanoseconds(100'000'000)};
    const auto device = desktopKind.openPlayback("", request);
    EXPECT_TRUE(device) << afmt << " " << channels << " " << rate << ": " << device.error().sys;
    return device ? (*device)->shape().format : Format();
}

const DeviceFacts* find(const std::vector<DeviceFacts>& devices, std::string_view name)
{
    const auto found = std::ranges::find(devices, name, &DeviceFacts::name);
    return found == devices.end() ? nullptr : &*found;
}

}  // namespace

TEST_F(DesktopKind, listsTheDefaultAndAllOthers)
{
    startServer();
    const auto devices = desktopKind.list();
    const DeviceFacts* chosen = find(devices, "desktop:");
    ASSERT_TRUE(chosen);
    EXPECT_TRUE(chosen->playback && chosen->capture);
    const DeviceFacts* hall = find(devices, "desktop:hall");
    ASSERT_TRUE(hall);
    EXPECT_TRUE(hall->playback && !hall->capture);
    EXPECT_EQ(chosen->description, hall->description);
    EXPECT_FALSE(hall->description.empty());
    const DeviceFacts* microphone = find(devices, "desktop:microphone");
    ASSERT_TRUE(microphone);
    EXPECT_TRUE(!microphone->playback && microphone->capture);
}

TEST_F(DesktopKind, listsNothingWithoutAServer)
{
    EXPECT_TRUE(desktopKind.list().empty());
}

TEST_F(DesktopKind, takesFormatsAsTheyAreOrWithoutLoss)
{
    startServer();
    EXPECT_EQ(answerTo(AFMT_U8, 1, 8000), Format(AFMT_U8, Channels{1}, Rate{8000}));
    EXPECT_EQ(answerTo(AFMT_S16_BE, 2, 48000), Format(AFMT_S16_LE, Channels{2}, Rate{48000}));
    EXPECT_EQ(answerTo(AFMT_U16_LE, 2, 22050), Format(AFMT_S16_LE, Channels{2}, Rate{22050}));
    EXPECT_EQ(answerTo(AFMT_S8, 2, 11025), Format(AFMT_S16_LE, Channels{2}, Rate{11025}));
    EXPECT_EQ(answerTo(AFMT_MU_LAW, 1, 8000), Format(AFMT_S16_LE, Channels{1}, Rate{8000}));
    EXPECT_EQ(answerTo(AFMT_S24_LE, 2, 96000), Format(AFMT_S32_LE, Channels{2}, Rate{96000}));
    EXPECT_EQ(answerTo(AFMT_S24_PACKED, 6, 48000), Format(AFMT_S32_LE, Channels{6}, Rate{48000}));
    EXPECT_EQ(answerTo(AFMT_S32_LE, 8, 192000), Format(AFMT_S32_LE, Channels{8}, Rate{192000}));
    EXPECT_EQ(answerTo(AFMT_FLOAT, 2, 44100), Format(AFMT_FLOAT, Channels{2}, Rate{44100}));
    EXPECT_EQ(answerTo(AFMT_S32_LE, 10, 48000), Format(AFMT_S32_LE, Channels{10}, Rate{48000}));
}

TEST_F(DesktopKind, answersAnImpossibleFormatWithANearOne)
{
    startServer();
    EXPECT_EQ(answerTo(AFMT_U8, 1, 1), Format(AFMT_U8, Channels{1}, Rate{4000}));
    EXPECT_EQ(answerTo(AFMT_FLOAT, 32, 768000), Format(AFMT_FLOAT, Channels{24}, Rate{384000}));
}

TEST_F(DesktopKind, doesNotBringQtIntoTheProcess)
{
    startServer();
    const auto device = desktopKind.openPlayback("", cdRequest);
    ASSERT_TRUE(device);
    ASSERT_TRUE(play(**device, numbered(0, 20000)));
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
        EXPECT_EQ(line.find("libQt"), std::string::npos) << line;
        EXPECT_EQ(line.find("libpulse"), std::string::npos) << line;
    }
}

}  // namespace dsproxy::desktop_test

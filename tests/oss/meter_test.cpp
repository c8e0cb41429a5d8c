// SPDX-License-Identifier: GPL-2.0-or-later
#include "device.h"

#include "oss/meter.h"

#include <gtest/gtest.h>

#include <vector>

namespace {

using namespace dsproxy::test;

u16 peak(u32 afmt, std::vector<u8> sample)
{
    return oss_sample_peak(oss_format_find(afmt), sample.data());
}

TEST(Meter, PeakOfEveryFormat)
{
    EXPECT_EQ(peak(AFMT_U8, {0x80}), 0);
    EXPECT_EQ(peak(AFMT_U8, {0x00}), 32767);
    EXPECT_EQ(peak(AFMT_U8, {0xff}), 0x7f00);
    EXPECT_EQ(peak(AFMT_S8, {0xc0}), 0x4000);
    EXPECT_EQ(peak(AFMT_S16_LE, {0x34, 0x12}), 0x1234);
    EXPECT_EQ(peak(AFMT_S16_LE, {0x00, 0x80}), 32767);
    EXPECT_EQ(peak(AFMT_S16_BE, {0xff, 0xff}), 1);
    EXPECT_EQ(peak(AFMT_U16_LE, {0x00, 0x90}), 0x1000);
    EXPECT_EQ(peak(AFMT_U16_BE, {0x90, 0x00}), 0x1000);
    EXPECT_EQ(peak(AFMT_S24_LE, {0x00, 0x34, 0x12, 0x00}), 0x1234);
    EXPECT_EQ(peak(AFMT_S24_LE, {0x00, 0x00, 0xc0, 0xff}), 0x4000);
    EXPECT_EQ(peak(AFMT_S24_BE, {0x00, 0x12, 0x34, 0x00}), 0x1234);
    EXPECT_EQ(peak(AFMT_S24_PACKED, {0x00, 0x34, 0x12}), 0x1234);
    EXPECT_EQ(peak(AFMT_U24_LE, {0x00, 0x00, 0x90, 0x00}), 0x1000);
    EXPECT_EQ(peak(AFMT_U24_BE, {0x00, 0x70, 0x00, 0x00}), 0x1000);
    EXPECT_EQ(peak(AFMT_S32_LE, {0, 0, 0x34, 0x12}), 0x1234);
    EXPECT_EQ(peak(AFMT_S32_BE, {0x12, 0x34, 0, 0}), 0x1234);
    EXPECT_EQ(peak(AFMT_U32_LE, {0, 0, 0, 0x90}), 0x1000);
    EXPECT_EQ(peak(AFMT_U32_BE, {0x90, 0, 0, 0}), 0x1000);
    EXPECT_EQ(peak(AFMT_MU_LAW, {0xff}), 0);
    EXPECT_EQ(peak(AFMT_MU_LAW, {0x00}), 32124);
    EXPECT_EQ(peak(AFMT_MU_LAW, {0x80}), 32124);
    EXPECT_EQ(peak(AFMT_A_LAW, {0xd5}), 8);
    EXPECT_EQ(peak(AFMT_A_LAW, {0xaa}), 32256);
    EXPECT_EQ(peak(AFMT_SPDIF_RAW, {0xff, 0xff, 0xff, 0xff}), 0);
}

TEST(Meter, PeakOfFloats)
{
    const auto of = [](float value) {
        std::vector<u8> bytes(4);
        std::memcpy(bytes.data(), &value, 4);
        return peak(AFMT_FLOAT, bytes);
    };
    EXPECT_EQ(of(0), 0);
    EXPECT_EQ(of(0.5f), 0x4000);
    EXPECT_EQ(of(-0.25f), 0x2000);
    EXPECT_EQ(of(1), 32767);
    EXPECT_EQ(of(-3e30f), 32767);
    EXPECT_EQ(of(1e-30f), 0);
    EXPECT_EQ(of(1.0f / 32768), 1);
    EXPECT_EQ(peak(AFMT_FLOAT, {0, 0, 0xc0, 0x7f}), 0);
}

TEST(Peaks, AreMeasuredWhenAsked)
{
    Device d;
    d.params(2, 44100);
    d.write(d.buffer());
    d.pass(d.fragmentNs());
    EXPECT_TRUE(d.call(SNDCTL_DSP_GETOPEAKS).has(OSS_FX_METER));
    // The odd byte at the beginning belongs to a frame that is gone.
    const u8 pcm[] = {0xff, 0x00, 0x10, 0x00, 0xe0, 0x00, 0x08, 0x01, 0x00};
    oss_meter_feed(&d.dsp.play, pcm, sizeof pcm);
    oss_call c{};
    c.cmd = SNDCTL_DSP_GETOPEAKS;
    EXPECT_EQ(oss_ioctl(&d.device, &d.dsp, &c), 0);
    EXPECT_EQ(c.effects, 0u);
    EXPECT_EQ(c.arg.peaks[0], 0x1000);
    EXPECT_EQ(c.arg.peaks[1], 0x2000);
    EXPECT_EQ(c.arg.peaks[2], 0);
    EXPECT_EQ(c.arg.peaks[127], 0);
    EXPECT_EQ(oss_ioctl(&d.device, &d.dsp, &c), 0);
    EXPECT_EQ(c.arg.peaks[0], 0);
}

TEST(Peaks, OfATrialThatIsTakenBackAreForgotten)
{
    Device d(Record);
    d.pass(second);
    EXPECT_TRUE(d.call(SNDCTL_DSP_GETIPEAKS).has(OSS_FX_METER));
    oss_meter_feed(&d.dsp.capture, nullptr, 0);
    EXPECT_EQ(d.dsp.capture.metered, d.fragment());
    d.call(SNDCTL_DSP_SETTRIGGER, 0);
    EXPECT_EQ(d.dsp.capture.played, 0u);
    EXPECT_EQ(d.dsp.capture.metered, 0u);
}

TEST(Peaks, OfCaptureAndOfTheOtherDirection)
{
    EXPECT_EQ(Device(Play).call(SNDCTL_DSP_GETIPEAKS).error, OSS_EINVAL);
    EXPECT_EQ(Device(Record).call(SNDCTL_DSP_GETOPEAKS).error, OSS_EINVAL);
    Device d(Record);
    d.read(1);
    d.pass(second);
    EXPECT_TRUE(d.call(SNDCTL_DSP_GETIPEAKS).has(OSS_FX_METER));
    const u8 pcm[] = {0x90, 0x60};
    oss_meter_feed(&d.dsp.capture, pcm, sizeof pcm);
    oss_peaks peaks;
    EXPECT_EQ(d.exchange(SNDCTL_DSP_GETIPEAKS, peaks).error, 0);
    EXPECT_EQ(peaks[0], 0x2000);
}

}  // namespace

// SPDX-License-Identifier: GPL-2.0-or-later
#include "device.h"

#include <gtest/gtest.h>

namespace {

using namespace dsproxy::test;

oss_syncgroup join(Device& d, s32 id, s32 mode, int error = 0)
{
    oss_syncgroup group{};
    group.id = id;
    group.mode = mode;
    EXPECT_EQ(d.exchange(SNDCTL_DSP_SYNCGROUP, group).error, error);
    return group;
}

TEST(SyncGroup, MembersStartAtTheSameNanosecond)
{
    Device first;
    Device second(first, Both);
    first.params(2, 44100);
    second.params(1, 48000);
    const s32 id = join(first, 0, PCM_ENABLE_OUTPUT).id;
    EXPECT_GT(id, 0);
    EXPECT_EQ(join(second, id, PCM_ENABLE_INPUT | PCM_ENABLE_OUTPUT).id, id);
    first.write(first.buffer());
    second.write(second.buffer());
    first.pass(second.fragmentNs());
    EXPECT_EQ(first.dsp.play.run, OSS_RUN_STOPPED);
    first.now += 12345;
    const u64 started = first.now;
    const Answer answer = first.call(SNDCTL_DSP_SYNCSTART, id);
    EXPECT_EQ(answer.error, 0);
    EXPECT_TRUE(answer.has(OSS_FX_OTHERS));
    for (const oss_stream* s : {&first.dsp.play, &second.dsp.play, &second.dsp.capture}) {
        EXPECT_EQ(s->run, OSS_RUN_RUNNING);
        EXPECT_EQ(s->origin_ns, started);
    }
    second.now = first.now;
    first.pass(1'000'000);
    second.now = first.now;
    second.advance();
    EXPECT_EQ(oss_stream_samples(&second.dsp.play), oss_stream_samples(&second.dsp.capture));
}

TEST(SyncGroup, EffectsWaitForTheirShell)
{
    Device first;
    Device second(first, Play);
    const s32 id = join(first, 0, PCM_ENABLE_OUTPUT).id;
    join(second, id, PCM_ENABLE_OUTPUT);
    second.write(second.buffer());
    first.call(SNDCTL_DSP_SYNCSTART, id);
    EXPECT_TRUE(oss_dsp_take_effects(&second.dsp) & OSS_FX_STARTED);
    EXPECT_EQ(oss_dsp_take_effects(&second.dsp), 0u);
    EXPECT_FALSE(oss_dsp_take_effects(&first.dsp) & OSS_FX_STARTED);
}

TEST(SyncGroup, HoldsBackWhatIsWritten)
{
    Device d;
    join(d, 0, PCM_ENABLE_OUTPUT);
    d.write(d.buffer());
    d.pass(10 * second);
    EXPECT_EQ(d.dsp.play.played, 0u);
    EXPECT_EQ(d.call(SNDCTL_DSP_GETTRIGGER).value, 0);
}

TEST(SyncGroup, EndsWithItsStart)
{
    Device d;
    const s32 id = join(d, 0, PCM_ENABLE_OUTPUT).id;
    EXPECT_EQ(d.call(SNDCTL_DSP_SYNCSTART, id).error, 0);
    EXPECT_EQ(d.call(SNDCTL_DSP_SYNCSTART, id).error, OSS_EINVAL);
    EXPECT_NE(join(d, 0, PCM_ENABLE_OUTPUT).id, id);
}

TEST(SyncGroup, RefusesWhatCannotStart)
{
    Device d;
    join(d, 0, 0, OSS_EINVAL);
    join(d, 0, PCM_ENABLE_INPUT, OSS_EINVAL);
    join(d, 5, PCM_ENABLE_OUTPUT, OSS_EINVAL);
    join(d, -1, PCM_ENABLE_OUTPUT, OSS_EINVAL);
    EXPECT_EQ(d.call(SNDCTL_DSP_SYNCSTART, 0).error, OSS_EINVAL);
    EXPECT_EQ(d.call(SNDCTL_DSP_SYNCSTART, 1).error, OSS_EINVAL);
}

TEST(SyncGroup, RefusesWhatIsBusy)
{
    Device d;
    const s32 id = join(d, 0, PCM_ENABLE_OUTPUT).id;
    join(d, id, PCM_ENABLE_OUTPUT, OSS_EBUSY);
    Device running(d, Play);
    running.write(running.buffer());
    join(running, id, PCM_ENABLE_OUTPUT, OSS_EBUSY);
}

TEST(SyncGroup, AClosedMemberIsForgotten)
{
    Device d;
    const s32 id = [&] {
        Device other(d, Play);
        return join(other, 0, PCM_ENABLE_OUTPUT).id;
    }();
    EXPECT_EQ(d.call(SNDCTL_DSP_SYNCSTART, id).error, OSS_EINVAL);
}

}  // namespace

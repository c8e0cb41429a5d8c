// SPDX-License-Identifier: GPL-2.0-or-later
/// GETTRIGGER and SETTRIGGER.
#include "case.h"
#include "clock.h"
#include "device.h"

namespace dsproxy::check {

namespace {

constexpr int both = PCM_ENABLE_INPUT | PCM_ENABLE_OUTPUT;

void initiallyOn()
{
    Device write(O_WRONLY);
    expect(eq("GETTRIGGER of O_WRONLY", write.must(SNDCTL_DSP_GETTRIGGER), PCM_ENABLE_OUTPUT));
    write.close();
    Device read(O_RDONLY);
    expect(eq("GETTRIGGER of O_RDONLY", read.must(SNDCTL_DSP_GETTRIGGER), PCM_ENABLE_INPUT));
    read.close();
    Device duplex(O_RDWR);
    expect(eq("GETTRIGGER of O_RDWR", duplex.must(SNDCTL_DSP_GETTRIGGER), both));
}

void isReadBack()
{
    const Device dsp(O_RDWR);
    for (const int bits : {0, PCM_ENABLE_INPUT, PCM_ENABLE_OUTPUT, both, 0}) {
        dsp.triggerOn(bits);
        expect(eq("GETTRIGGER", dsp.must(SNDCTL_DSP_GETTRIGGER), bits));
    }
}

void wrongDirectionIsNothing()
{
    const Device dsp(O_WRONLY);
    dsp.triggerOn(both);
    expect(eq("GETTRIGGER of O_WRONLY", dsp.must(SNDCTL_DSP_GETTRIGGER), PCM_ENABLE_OUTPUT));
    dsp.triggerOn(PCM_ENABLE_INPUT);
    expect(eq("GETTRIGGER of O_WRONLY", dsp.must(SNDCTL_DSP_GETTRIGGER), 0));
}

/// As players do: fill up, then start.
void fillThenStart()
{
    const Device dsp(O_WRONLY | O_NONBLOCK);
    dsp.must(SNDCTL_DSP_SPEED, 8000);
    dsp.fragments(4, 9);
    dsp.hold();
    const long sum = fillUp(dsp, 512);
    expect(atLeast("bytes taken while held", sum, 1024L));
    sleepMs(50);
    expect(eq("GETOPTR bytes while held", dsp.optr().bytes, 0));
    const Stopwatch watch;
    dsp.triggerOn(PCM_ENABLE_OUTPUT);
    expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
    expect(between("seconds until all is played", watch.seconds(),
                   static_cast<double>(sum) / 8000 * 0.8, 9.0));
}

void startsLessThanFragment()
{
    const Device dsp(O_WRONLY);
    dsp.must(SNDCTL_DSP_SPEED, 8000);
    dsp.fragments(2, 15);
    dsp.hold();
    dsp.write(1600);
    dsp.triggerOn(PCM_ENABLE_OUTPUT);
    sleepMs(150);
    expect(atLeast("GETOPTR bytes after 0.15 s", dsp.optr().bytes, 1000));
}

void blockedWriterIsFreed()
{
    const Device dsp(O_WRONLY);
    dsp.must(SNDCTL_DSP_SPEED, 48000);
    dsp.fragments(4, 10);
    expect(returns("write", dsp.write(20000), 20000));
    dsp.hold();
    dsp.triggerOn(PCM_ENABLE_OUTPUT);
    expect(returns("write after off and on", dsp.write(20000), 20000));
    expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
}

void captureHeld()
{
    const Device dsp(O_RDONLY | O_NONBLOCK);
    dsp.must(SNDCTL_DSP_SPEED, 48000);
    dsp.fragments(8, 9);
    dsp.hold();
    expect(fails("read with the trigger off", dsp.read(std::size_t{512}), EAGAIN));
    sleepMs(50);
    expect(eq("GETISPACE bytes with the trigger off", dsp.ispace().bytes, 0));
}

void captureStops()
{
    const Device dsp(O_RDONLY | O_NONBLOCK);
    dsp.must(SNDCTL_DSP_SPEED, 48000);
    dsp.fragments(64, 10);
    dsp.triggerOn(0);
    dsp.triggerOn(PCM_ENABLE_INPUT);
    sleepMs(50);
    dsp.triggerOn(0);
    const int stopped = dsp.ispace().bytes;
    sleepMs(100);
    expect(eq("GETISPACE bytes 0.1 s after the trigger went off", dsp.ispace().bytes, stopped));
}

/// Asking is the beginning of recording: programs poll GETISPACE before their first read.
void askingRecords()
{
    const Device dsp(O_RDONLY | O_NONBLOCK);
    dsp.must(SNDCTL_DSP_SPEED, 48000);
    dsp.fragments(64, 10);
    dsp.ispace();
    sleepMs(150);
    expect(atLeast("GETISPACE bytes 0.15 s later", dsp.ispace().bytes, 3 * 1024));
}

void captureRuns()
{
    const Device dsp(O_RDONLY | O_NONBLOCK);
    dsp.must(SNDCTL_DSP_SPEED, 48000);
    dsp.fragments(16, 10);
    dsp.hold();
    dsp.triggerOn(PCM_ENABLE_INPUT);
    sleepMs(100);
    expect(atLeast("GETISPACE bytes 0.1 s after the trigger", dsp.ispace().bytes, 1024));
    expect(returns("read", dsp.read(std::size_t{1024}), 1024));
}

constexpr const char* rule = "SNDCTL_DSP_SETTRIGGER";

constexpr Case cases[] = {
    {"trigger/is-on-after-open", rule, Kind::Common, initiallyOn},
    {"trigger/is-read-back", rule, Kind::Dsproxy, isReadBack},
    {"trigger/of-the-wrong-direction-is-nothing", rule, Kind::Dsproxy, wrongDirectionIsNothing},
    {"trigger/fill-then-start", rule, Kind::Common, fillThenStart},
    {"trigger/starts-less-than-a-fragment", rule, Kind::Dsproxy, startsLessThanFragment},
    {"trigger/off-and-on-plays-on", rule, Kind::Dsproxy, blockedWriterIsFreed},
    {"trigger/off-holds-capture", rule, Kind::Common, captureHeld},
    {"trigger/off-stops-capture", rule, Kind::Common, captureStops},
    {"trigger/asking-starts-capture", "SNDCTL_DSP_GETISPACE", Kind::Dsproxy, askingRecords},
    {"trigger/on-starts-capture", rule, Kind::Common, captureRuns},
};

}  // namespace

std::span<const Case> triggerCases()
{
    return cases;
}

}  // namespace dsproxy::check

// SPDX-License-Identifier: GPL-2.0-or-later
/// Playing and recording with the calls of OSS 4: positions, errors, pauses, groups, volumes.
#include "case.h"
#include "clock.h"
#include "ready.h"
#include "v4.h"

#include <algorithm>
#include <array>

namespace dsproxy::check {

namespace {

/// S16 stereo, 48000 Hz, 4 fragments of 1024 bytes (5.3 ms).
Device fastDsp(int flags)
{
    Device dsp(flags);
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(4, 10);
    return dsp;
}

long long samplesOf(const Device& dsp, unsigned long cmd)
{
    return asked<oss_count_t>(dsp, cmd).samples;
}

void volumeIsKept()
{
    const Device dsp(O_WRONLY);
    const Answer set = tried(dsp, SNDCTL_DSP_SETPLAYVOL, 40 | 60 << 8);
    require(ok("SETPLAYVOL", set));
    expect(eqHex("GETPLAYVOL", dsp.must(SNDCTL_DSP_GETPLAYVOL), 40 | 60 << 8));
}

void volumeIsOfTheOpen()
{
    const Device dsp(O_WRONLY);
    const Device other(O_WRONLY | O_NONBLOCK);
    dsp.must(SNDCTL_DSP_SETPLAYVOL, 1 | 2 << 8);
    expect(eqHex("GETPLAYVOL of another", other.must(SNDCTL_DSP_GETPLAYVOL), 100 | 100 << 8));
    expect(fails("GETRECVOL of a player", dsp.get(SNDCTL_DSP_GETRECVOL), EINVAL));
}

/// Filled and held, so that only the mark decides.
void lowWaterInPoll()
{
    const Device dsp = fastDsp(O_WRONLY | O_NONBLOCK);
    require(ok("LOW_WATER", tried(dsp, SNDCTL_DSP_LOW_WATER, 2048)));
    dsp.hold();
    dsp.write(2048);
    expect(eq("poll with 2048 bytes free", polled(dsp, POLLOUT, 0), POLLOUT));
    dsp.write(4);
    expect(eq("poll with 2044 bytes free", polled(dsp, POLLOUT, 0), 0));
    expect(isTrue("select with 2044 bytes free", !selected(dsp, false, 0)));
    dsp.must(SNDCTL_DSP_LOW_WATER, 8);
    expect(eq("poll at a lower mark", polled(dsp, POLLOUT, 0), POLLOUT));
    dsp.write(2040);
    expect(eq("poll with 4 bytes free", polled(dsp, POLLOUT, 0), 0));
}

/// A fragment of 4 s: only the mark makes it ready in time.
void lowWaterOfCapture()
{
    const Device dsp(O_RDONLY | O_NONBLOCK);
    dsp.must(SNDCTL_DSP_SPEED, 8000);
    dsp.fragments(4, 15);
    require(ok("LOW_WATER", tried(dsp, SNDCTL_DSP_LOW_WATER, 400)));
    dsp.triggerOn(0);
    dsp.triggerOn(PCM_ENABLE_INPUT);
    expect(eq("poll at a mark of 50 ms", polled(dsp, POLLIN, 3000), POLLIN));
    expect(between("read", dsp.read(std::size_t{32768}).result, 400L, 24000L));
}

void underrunsAreCounted()
{
    const Device dsp = fastDsp(O_WRONLY);
    expect(
        eq("underruns at first", asked<audio_errinfo>(dsp, SNDCTL_DSP_GETERROR).play_underruns, 0));
    dsp.write(1024);
    sleepMs(150);
    dsp.write(1024);
    sleepMs(150);
    expect(atLeast("underruns", asked<audio_errinfo>(dsp, SNDCTL_DSP_GETERROR).play_underruns, 1));
    expect(eq("underruns since then", asked<audio_errinfo>(dsp, SNDCTL_DSP_GETERROR).play_underruns,
              0));
}

void overrunsAreCounted()
{
    const Device dsp = fastDsp(O_RDONLY);
    dsp.read(std::size_t{64});
    sleepMs(250);
    dsp.ispace();
    expect(eq("overruns", asked<audio_errinfo>(dsp, SNDCTL_DSP_GETERROR).rec_overruns, 1));
}

void errorsAreTold()
{
    const Device dsp = fastDsp(O_WRONLY);
    dsp.write(1024);
    dsp.must(SNDCTL_DSP_SETFRAGMENT, 8 << 16 | 12);
    const auto first = asked<audio_errinfo>(dsp, SNDCTL_DSP_GETERROR);
    expect(eq("play_errorcount", first.play_errorcount, 1));
    expect(eq("play_lasterror", first.play_lasterror, 1));
    expect(eq("play_errorparm", first.play_errorparm, 1024));
    expect(eq("play_errorcount then",
              asked<audio_errinfo>(dsp, SNDCTL_DSP_GETERROR).play_errorcount, 0));
}

void currentPointer()
{
    const Device dsp = fastDsp(O_WRONLY);
    expect(eq("samples at first", samplesOf(dsp, SNDCTL_DSP_CURRENT_OPTR), 0LL));
    dsp.write(48000);
    dsp.call(SNDCTL_DSP_SYNC);
    const auto count = asked<oss_count_t>(dsp, SNDCTL_DSP_CURRENT_OPTR);
    expect(eq("samples after 48000 bytes", count.samples, 12000LL));
    expect(eq("fifo_samples", count.fifo_samples, 0));
    expect(eq("GETOPTR bytes", dsp.optr().bytes, 48000));
}

void currentPointerOfCapture()
{
    const Device dsp = fastDsp(O_RDONLY);
    dsp.read(std::size_t{8192});
    expect(atLeast("samples", samplesOf(dsp, SNDCTL_DSP_CURRENT_IPTR), 2048LL));
    oss_count_t count{};
    expect(fails("CURRENT_OPTR", dsp.call(SNDCTL_DSP_CURRENT_OPTR, &count), EINVAL));
}

void haltOutput()
{
    const Device dsp = fastDsp(O_RDWR);
    dsp.read(std::size_t{64});
    dsp.write(4096);
    expect(ok("HALT_OUTPUT", dsp.call(SNDCTL_DSP_HALT_OUTPUT)));
    expect(eq("GETODELAY", dsp.odelay(), 0));
    expect(eq("GETOPTR bytes", dsp.optr().bytes, 0));
    sleepMs(30);
    expect(atLeast("GETIPTR bytes goes on", dsp.iptr().bytes, 1024));
}

void haltInput()
{
    const Device dsp = fastDsp(O_RDWR);
    dsp.read(std::size_t{1024});
    dsp.hold();
    dsp.write(2048);
    expect(ok("HALT_INPUT", dsp.call(SNDCTL_DSP_HALT_INPUT)));
    expect(eq("GETIPTR bytes", dsp.iptr().bytes, 0));
    expect(eq("GETODELAY", dsp.odelay(), 2048));
}

void silenceGoesOn()
{
    const Device dsp = fastDsp(O_WRONLY);
    dsp.hold();
    dsp.write(4096);
    expect(ok("SILENCE", dsp.call(SNDCTL_DSP_SILENCE)));
    expect(eq("GETODELAY", dsp.odelay(), 4096));
    expect(ok("SKIP", dsp.call(SNDCTL_DSP_SKIP)));
    expect(eq("GETODELAY after SKIP", dsp.odelay(), 0));
    expect(eq("GETOPTR bytes after SKIP", dsp.optr().bytes, 4096));
    expect(eq("GETTRIGGER", dsp.must(SNDCTL_DSP_GETTRIGGER), 0));
}

void groupStartsTogether()
{
    const Device first = fastDsp(O_WRONLY | O_NONBLOCK);
    const Device second = fastDsp(O_RDWR | O_NONBLOCK);
    oss_syncgroup group{};
    group.mode = PCM_ENABLE_OUTPUT;
    ask(first, SNDCTL_DSP_SYNCGROUP, group);
    expect(isTrue("the group has a number", group.id > 0));
    group.mode = PCM_ENABLE_OUTPUT | PCM_ENABLE_INPUT;
    ask(second, SNDCTL_DSP_SYNCGROUP, group);
    first.write(4096);
    second.write(4096);
    sleepMs(30);
    expect(eq("GETODELAY of the first", first.odelay(), 4096));
    expect(eq("GETODELAY of the second", second.odelay(), 4096));
    expect(ok("SYNCSTART", first.set(SNDCTL_DSP_SYNCSTART, group.id)));
    expect(eq("the second plays: poll", polled(second, POLLOUT, 5000) & POLLOUT, POLLOUT));
    expect(eq("the second records: poll", polled(second, POLLIN, 5000), POLLIN));
    first.call(SNDCTL_DSP_SYNC);
    expect(eq("GETODELAY at the end", first.odelay(), 0));
    expect(fails("SYNCSTART again", first.set(SNDCTL_DSP_SYNCSTART, group.id), EINVAL));
}

/// Both clocks stand at the same frame, however long they have run.
void groupIsAligned()
{
    const Device first = fastDsp(O_RDONLY | O_NONBLOCK);
    const Device second = fastDsp(O_RDONLY | O_NONBLOCK);
    oss_syncgroup group{};
    group.mode = PCM_ENABLE_INPUT;
    ask(first, SNDCTL_DSP_SYNCGROUP, group);
    ask(second, SNDCTL_DSP_SYNCGROUP, group);
    expect(ok("SYNCSTART", second.set(SNDCTL_DSP_SYNCSTART, group.id)));
    long long closest = 48000;
    for (int i = 0; i < 2000; ++i) {
        const long long before = samplesOf(first, SNDCTL_DSP_CURRENT_IPTR);
        const long long other = samplesOf(second, SNDCTL_DSP_CURRENT_IPTR);
        const long long after = samplesOf(first, SNDCTL_DSP_CURRENT_IPTR);
        require(between("samples of the second", other, before, after));
        closest = std::min(closest, after - before);
    }
    expect(atMost("frames between two looks at the first", closest, 48LL));
}

void policies()
{
    const Device dsp(O_WRONLY);
    dsp.params(AFMT_S16_LE, 2, 44100);
    require(ok("POLICY 4", tried(dsp, SNDCTL_DSP_POLICY, 4)));
    expect(eq("fragsize", dsp.ospace().fragsize, 512));
    expect(eq("fragstotal", dsp.ospace().fragstotal, 4));
    dsp.must(SNDCTL_DSP_POLICY, 7);
    expect(eq("fragsize", dsp.ospace().fragsize, 4096));
    expect(fails("POLICY 11", dsp.set(SNDCTL_DSP_POLICY, 11), EIO));
    expect(fails("POLICY -1", dsp.set(SNDCTL_DSP_POLICY, -1), EIO));
}

void cookedMode()
{
    const Device dsp(O_WRONLY);
    expect(ok("COOKEDMODE 0", tried(dsp, SNDCTL_DSP_COOKEDMODE, 0)));
    expect(ok("COOKEDMODE 1", dsp.set(SNDCTL_DSP_COOKEDMODE, 1)));
}

void peaksAreHeard()
{
    const Device dsp = fastDsp(O_WRONLY);
    std::array<short, 2048> pcm{};
    pcm[1000] = 0x1234;
    pcm[1501] = -0x4000;
    dsp.write(pcm.data(), sizeof pcm);
    dsp.call(SNDCTL_DSP_SYNC);
    oss_peaks_t peaks{};
    ask(dsp, SNDCTL_DSP_GETOPEAKS, peaks);
    expect(eqHex("left", peaks[0], 0x1234));
    expect(eqHex("right", peaks[1], 0x4000));
    ask(dsp, SNDCTL_DSP_GETOPEAKS, peaks);
    expect(eqHex("left, asked again", peaks[0], 0));
    dsp.hold();
    dsp.write(pcm.data(), sizeof pcm);
    dsp.call(SNDCTL_DSP_SILENCE);
    dsp.triggerOn(PCM_ENABLE_OUTPUT);
    dsp.call(SNDCTL_DSP_SYNC);
    ask(dsp, SNDCTL_DSP_GETOPEAKS, peaks);
    expect(eqHex("left of what SILENCE has taken", peaks[0], 0));
    expect(eqHex("right", peaks[1], 0));
}

constexpr Case cases[] = {
    {"v4-play/volume-is-kept", "GETPLAYVOL", Kind::Common, volumeIsKept},
    {"v4-play/volume-is-of-the-open", "GETPLAYVOL", Kind::Dsproxy, volumeIsOfTheOpen},
    {"v4-play/low-water-in-poll", "LOW_WATER", Kind::Dsproxy, lowWaterInPoll},
    {"v4-play/low-water-of-capture", "LOW_WATER", Kind::Dsproxy, lowWaterOfCapture},
    {"v4-play/underruns-are-counted", "GETERROR", Kind::Common, underrunsAreCounted},
    {"v4-play/overruns-are-counted", "GETERROR", Kind::Dsproxy, overrunsAreCounted},
    {"v4-play/errors-are-told", "GETERROR", Kind::Dsproxy, errorsAreTold},
    {"v4-play/current-optr-counts-samples", "CURRENT_OPTR", Kind::Dsproxy, currentPointer},
    {"v4-play/current-iptr-counts-samples", "CURRENT_IPTR", Kind::Dsproxy, currentPointerOfCapture},
    {"v4-play/halt-output-leaves-input", "HALT_OUTPUT", Kind::Dsproxy, haltOutput},
    {"v4-play/halt-input-leaves-output", "HALT_INPUT", Kind::Dsproxy, haltInput},
    {"v4-play/silence-and-skip", "SILENCE", Kind::Dsproxy, silenceGoesOn},
    {"v4-play/group-starts-together", "SYNCSTART", Kind::Dsproxy, groupStartsTogether},
    {"v4-play/group-is-aligned", "SYNCSTART", Kind::Dsproxy, groupIsAligned},
    {"v4-play/policies", "POLICY", Kind::Dsproxy, policies},
    {"v4-play/cooked-mode", "COOKEDMODE", Kind::Common, cookedMode},
    {"v4-play/peaks-are-heard", "GETOPEAKS", Kind::Dsproxy, peaksAreHeard},
};

}  // namespace

std::span<const Case> v4PlayCases()
{
    return cases;
}

}  // namespace dsproxy::check

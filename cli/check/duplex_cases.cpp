// SPDX-License-Identifier: GPL-2.0-or-later
/// Playback and capture through one fd.
#include "case.h"
#include "clock.h"
#include "device.h"

namespace dsproxy::check {

namespace {

Device duplexDsp(int flags = O_RDWR)
{
    Device dsp(flags);
    if (!(dsp.must(SNDCTL_DSP_GETCAPS) & DSP_CAP_DUPLEX))
        skip("no DSP_CAP_DUPLEX");
    dsp.params(AFMT_S16_LE, 2, 48000);
    dsp.fragments(8, 10);
    return dsp;
}

/// As telephones do: a fragment in, a fragment out.
void inStep()
{
    const Device dsp = duplexDsp();
    char data[1024];
    const Stopwatch watch;
    for (int i = 0; i < 40; ++i) {
        require(returns("read", dsp.read(data, sizeof data), 1024));
        require(returns("write", dsp.write(data, sizeof data), 1024));
    }
    expect(between("seconds of 0.213 s", watch.seconds(), 0.18, 10.0));
}

void bothSpaces()
{
    const Device dsp = duplexDsp();
    const audio_buf_info out = dsp.ospace();
    const audio_buf_info in = dsp.ispace();
    expect(eq("fragsize of GETISPACE", in.fragsize, out.fragsize));
    expect(eq("fragstotal of GETISPACE", in.fragstotal, out.fragstotal));
}

void readDoesNotMoveWrite()
{
    const Device dsp = duplexDsp();
    require(returns("read", dsp.read(std::size_t{2048}), 2048));
    expect(eq("GETOPTR bytes", dsp.optr().bytes, 0));
    expect(eq("GETODELAY", dsp.odelay(), 0));
    expect(eq("GETOSPACE bytes", dsp.ospace().bytes, 8192));
}

void syncDoesNotStopCapture()
{
    const Device dsp = duplexDsp();
    require(returns("read", dsp.read(std::size_t{1024}), 1024));
    dsp.write(8192);
    expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
    expect(returns("read after SYNC", dsp.read(std::size_t{1024}), 1024));
}

void triggersTogether()
{
    const Device dsp = duplexDsp(O_RDWR | O_NONBLOCK);
    dsp.hold();
    dsp.write(8192);
    sleepMs(30);
    expect(eq("GETOPTR bytes before", dsp.optr().bytes, 0));
    expect(eq("GETIPTR bytes before", dsp.iptr().bytes, 0));
    dsp.triggerOn(PCM_ENABLE_INPUT | PCM_ENABLE_OUTPUT);
    sleepMs(20);
    const int in = dsp.iptr().bytes;
    const int out = dsp.optr().bytes;
    expect(atLeast("GETOPTR bytes 0.02 s after", out, 1900));
    if (out < 8192)
        expect(atMost("bytes recorded before as many were played", in, out));
}

void closeDrains()
{
    Device dsp = duplexDsp();
    dsp.must(SNDCTL_DSP_SPEED, 8000);
    dsp.write(8192);
    const Stopwatch watch;
    expect(ok("close", dsp.close()));
    expect(atLeast("seconds of close with 0.256 s queued", watch.seconds(), 0.2));
}

constexpr Case cases[] = {
    {"duplex/in-step", "read", Kind::Common, inStep},
    {"duplex/both-spaces", "SNDCTL_DSP_GETISPACE", Kind::Common, bothSpaces},
    {"duplex/read-does-not-move-playback", "read", Kind::Common, readDoesNotMoveWrite},
    {"duplex/sync-does-not-stop-capture", "SNDCTL_DSP_SYNC", Kind::Dsproxy, syncDoesNotStopCapture},
    {"duplex/triggers-together", "SNDCTL_DSP_SETTRIGGER", Kind::Dsproxy, triggersTogether},
    {"duplex/close-drains", "close", Kind::Common, closeDrains},
};

}  // namespace

std::span<const Case> duplexCases()
{
    return cases;
}

}  // namespace dsproxy::check

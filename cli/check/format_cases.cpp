// SPDX-License-Identifier: GPL-2.0-or-later
/// SETFMT and GETFMTS, and the byte that is silence in each format.
#include "case.h"
#include "clock.h"
#include "device.h"

#include <bit>
#include <vector>

namespace dsproxy::check {

namespace {

struct Format {
    int afmt;
    const char* name;
    std::vector<unsigned char> silence;  ///< one sample; empty: nothing is known inside
};

const std::vector<Format>& formats()
{
    static const std::vector<Format> table = {
        {AFMT_MU_LAW, "MU_LAW", {0xff}},
        {AFMT_A_LAW, "A_LAW", {0xd5}},
        {AFMT_IMA_ADPCM, "IMA_ADPCM", {}},
        {AFMT_U8, "U8", {0x80}},
        {AFMT_S8, "S8", {0}},
        {AFMT_S16_LE, "S16_LE", {0, 0}},
        {AFMT_S16_BE, "S16_BE", {0, 0}},
        {AFMT_U16_LE, "U16_LE", {0x00, 0x80}},
        {AFMT_U16_BE, "U16_BE", {0x80, 0x00}},
        {AFMT_AC3, "AC3", {}},
        {AFMT_S32_LE, "S32_LE", {0, 0, 0, 0}},
        {AFMT_S32_BE, "S32_BE", {0, 0, 0, 0}},
        {AFMT_FLOAT, "FLOAT", {0, 0, 0, 0}},
        {AFMT_S24_LE, "S24_LE", {0, 0, 0, 0}},
        {AFMT_S24_BE, "S24_BE", {0, 0, 0, 0}},
        {AFMT_S24_PACKED, "S24_PACKED", {0, 0, 0}},
        {AFMT_U24_LE, "U24_LE", {0, 0, 0x80, 0}},
        {AFMT_U24_BE, "U24_BE", {0, 0x80, 0, 0}},
        {AFMT_U32_LE, "U32_LE", {0, 0, 0, 0x80}},
        {AFMT_U32_BE, "U32_BE", {0x80, 0, 0, 0}},
    };
    return table;
}

void expectEcho(const Device& dsp, int afmt, const std::string& name)
{
    expect(eqHex("SETFMT " + name, static_cast<unsigned>(dsp.must(SNDCTL_DSP_SETFMT, afmt)),
                 static_cast<unsigned>(afmt)));
    expect(eqHex("AFMT_QUERY", static_cast<unsigned>(dsp.must(SNDCTL_DSP_SETFMT, AFMT_QUERY)),
                 static_cast<unsigned>(afmt)));
}

void basicFormats()
{
    const Device dsp(O_WRONLY);
    const int mask = dsp.must(SNDCTL_DSP_GETFMTS);
    expect(eqHex("GETFMTS & (U8|S16_LE)", mask & (AFMT_U8 | AFMT_S16_LE), AFMT_U8 | AFMT_S16_LE));
    expectEcho(dsp, AFMT_S16_LE, "S16_LE");
    expectEcho(dsp, AFMT_U8, "U8");
}

void advertisedAreAccepted()
{
    const Device dsp(O_WRONLY);
    const auto mask = static_cast<unsigned>(dsp.must(SNDCTL_DSP_GETFMTS));
    require(atLeast("formats in GETFMTS", std::popcount(mask), 1));
    for (unsigned bit = 1; bit != 0; bit <<= 1) {
        if (mask & bit)
            expectEcho(dsp, static_cast<int>(bit), hex(bit));
    }
}

void everyFormatIsEchoed()
{
    const Device dsp(O_WRONLY);
    for (const Format& format : formats())
        expectEcho(dsp, format.afmt, format.name);
}

void everyPcmFormatIsAdvertised()
{
    const Device dsp(O_WRONLY);
    const int mask = dsp.must(SNDCTL_DSP_GETFMTS);
    for (const Format& format : formats()) {
        if (!format.silence.empty())
            expect(eqHex(std::string("GETFMTS & ") + format.name, mask & format.afmt, format.afmt));
    }
}

void unknownFormats()
{
    const Device dsp(O_WRONLY);
    const auto mask = static_cast<unsigned>(dsp.must(SNDCTL_DSP_GETFMTS));
    for (const unsigned asked : {0x40000000u, 0x80000000u, 0x18u, 0xffffffffu}) {
        const Answer answer = dsp.set(SNDCTL_DSP_SETFMT, static_cast<int>(asked));
        const auto now = static_cast<unsigned>(dsp.must(SNDCTL_DSP_SETFMT, AFMT_QUERY));
        expect(eq("formats in force after " + hex(asked), std::popcount(now), 1));
        expect(isTrue("the format in force is in GETFMTS", (mask & now) == now));
        if (answer.ok())
            expect(eqHex("answer of SETFMT", static_cast<unsigned>(answer.value), now));
    }
}

void unknownBecomesU8()
{
    const Device dsp(O_WRONLY);
    for (const unsigned asked : {0x40000000u, 0x18u, 0xffffffffu}) {
        dsp.must(SNDCTL_DSP_SETFMT, AFMT_S16_LE);
        expect(eqHex("SETFMT of " + hex(asked),
                     static_cast<unsigned>(dsp.must(SNDCTL_DSP_SETFMT, static_cast<int>(asked))),
                     AFMT_U8));
    }
}

void sampleSizes()
{
    const Device dsp(O_WRONLY);
    expect(eq("SAMPLESIZE 16", dsp.must(SNDCTL_DSP_SAMPLESIZE, 16), 16));
    expect(eqHex("format", dsp.must(SNDCTL_DSP_SETFMT, AFMT_QUERY), AFMT_S16_LE));
    expect(eq("SAMPLESIZE 8", dsp.must(SNDCTL_DSP_SAMPLESIZE, 8), 8));
    expect(eqHex("format", dsp.must(SNDCTL_DSP_SETFMT, AFMT_QUERY), AFMT_U8));
}

/// The first fragment of capture holds nothing but silence in FORMAT.
void expectSilence(const Format& format)
{
    const Device dsp(O_RDONLY);
    dsp.must(SNDCTL_DSP_SETFMT, format.afmt);
    dsp.must(SNDCTL_DSP_SPEED, 48000);
    dsp.fragments(4, 8);
    std::vector<unsigned char> data(format.silence.size() * 48);
    require(returns("read", dsp.read(data.data(), data.size()), static_cast<long>(data.size())));
    for (std::size_t i = 0; i < data.size(); ++i)
        require(eq(std::string(format.name) + ": byte " + std::to_string(i), int{data[i]},
                   int{format.silence[i % format.silence.size()]}));
}

void silenceBytes()
{
    for (const Format& format : formats()) {
        if (!format.silence.empty())
            expectSilence(format);
    }
}

/// The clock must count in frames of the format: half a second of each takes as long.
void bytesASecond()
{
    const struct {
        int afmt, bytes;
    } rows[] = {{AFMT_U8, 1},     {AFMT_S16_LE, 2}, {AFMT_S24_PACKED, 3},
                {AFMT_S32_LE, 4}, {AFMT_FLOAT, 4},  {AFMT_S24_LE, 4}};
    for (const auto& row : rows) {
        const Device dsp(O_WRONLY);
        dsp.params(row.afmt, 1, 8000);
        dsp.fragments(16, 10);
        dsp.hold();
        const int part = row.bytes * 800;
        expect(returns("write", dsp.write(static_cast<std::size_t>(part)), part));
        const double start = Stopwatch::now();
        dsp.triggerOn(PCM_ENABLE_OUTPUT);
        expect(ok("SYNC", dsp.call(SNDCTL_DSP_SYNC)));
        expect(between("seconds for 0.1 s", Stopwatch::now() - start, 0.08, 5.0));
    }
}

constexpr Case cases[] = {
    {"format/u8-and-s16-le", "SNDCTL_DSP_SETFMT", Kind::Common, basicFormats},
    {"format/all-of-getfmts-are-accepted", "SNDCTL_DSP_GETFMTS", Kind::Common,
     advertisedAreAccepted},
    {"format/every-format-is-echoed", "SNDCTL_DSP_SETFMT", Kind::Dsproxy, everyFormatIsEchoed},
    {"format/every-pcm-format-is-in-getfmts", "SNDCTL_DSP_GETFMTS", Kind::Dsproxy,
     everyPcmFormatIsAdvertised},
    {"format/unknown-formats-leave-a-known-one", "SNDCTL_DSP_SETFMT", Kind::Common, unknownFormats},
    {"format/unknown-becomes-u8", "SNDCTL_DSP_SETFMT", Kind::Dsproxy, unknownBecomesU8},
    {"format/samplesize-8-and-16", "SNDCTL_DSP_SETFMT", Kind::Common, sampleSizes},
    {"format/silence-of-each", "read", Kind::Dsproxy, silenceBytes},
    {"format/time-of-each", "SNDCTL_DSP_SETFMT", Kind::Dsproxy, bytesASecond},
};

}  // namespace

std::span<const Case> formatCases()
{
    return cases;
}

}  // namespace dsproxy::check

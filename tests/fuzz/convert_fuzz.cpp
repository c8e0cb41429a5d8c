// SPDX-License-Identifier: GPL-2.0-or-later
/// PCM of any bytes from any format into any other.
#include "bytes.h"
#include "engine/pcm/convert.h"
#include "engine/pcm/converter.h"
#include "must.h"
#include "oss/abi.h"

#include <cmath>
#include <vector>

namespace {

using namespace dsproxy;
using fuzz::must;

Format formatOf(fuzz::Bytes& input)
{
    const struct oss_format_info* row = nullptr;
    while (!row)
        row = oss_format_at(input.byte() % 17);
    const std::uint32_t channels = 1 + input.byte() % 32;
    const std::uint32_t rate = 1000 + input.take<std::uint32_t>() % 767'001;
    return Format(oss_params{row->afmt, channels, rate});
}

std::vector<std::byte> pcmOf(fuzz::Bytes& input, const Format& format, std::size_t most)
{
    const auto frame = static_cast<std::size_t>(format.frameBytes().value);
    const auto bytes = input.some(most);
    std::vector<std::byte> pcm(bytes.size() / frame * frame);
    if (!pcm.empty())
        std::memcpy(pcm.data(), bytes.data(), pcm.size());
    return pcm;
}

bool isInteger(const Format& format)
{
    return format.layout().encoding == OSS_ENCODING_INTEGER;
}

void convert(const Format& from, const std::vector<std::byte>& pcm, const Format& to)
{
    const std::size_t width = from.layout().container_bits / 8;
    std::vector<double> samples(pcm.size() / width);
    decode(from.layout(), pcm, samples);
    if (isInteger(from)) {
        for (const double sample : samples)
            must(std::abs(sample) <= 1 || from.layout().bits < from.layout().container_bits,
                 "an integer is within full scale");
    }

    std::vector<std::byte> out;
    transcode(from.layout(), pcm, to.layout(), out);
    must(out.size() == samples.size() * (to.layout().container_bits / 8), "a sample for a sample");

    std::vector<std::byte> once;
    std::vector<std::byte> twice;
    transcode(to.layout(), out, to.layout(), once);
    transcode(to.layout(), once, to.layout(), twice);
    must(once == twice, "decode and encode of one format change nothing");
}

/// Mixing and resampling: by a factor that keeps the output small.
void push(const Format& from, const std::vector<std::byte>& pcm, const Format& to)
{
    std::vector<double> samples(pcm.size() / (from.layout().container_bits / 8));
    decode(from.layout(), pcm, samples);
    auto converter = Converter::open(from.channels(), from.rate(), to);
    must(converter.has_value() == isConvertible(to), "what can be converted is known before");
    if (!converter)
        return;
    std::vector<std::byte> out;
    must(converter->push(samples, out).has_value() && converter->flush(out).has_value(),
         "it works");
    must(out.size() % static_cast<std::size_t>(to.frameBytes().value) == 0,
         "whole frames come out");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::Bytes input(data, size);
    const Format from = formatOf(input);
    const Format to = formatOf(input);
    const std::vector<std::byte> pcm = pcmOf(input, from, 512);
    if (isConvertible(from) && isConvertible(to)) {
        convert(from, pcm, to);
        push(from, pcm, to);
    }
    return 0;
}

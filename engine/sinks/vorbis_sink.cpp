// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/vorbis_sink.h"

#include "engine/pcm/convert.h"
#include "engine/sinks/integer_option.h"

#include <vorbis/vorbisenc.h>

namespace dsproxy {
namespace {

constexpr int defaultQuality = 3;  // as oggenc
constexpr std::uint32_t channelsMax = 255;
constexpr std::uint32_t rateMax = 200'000;

Rate vorbisRate(Rate rate)
{
    while (rate.hz > rateMax)
        rate.hz /= 2;
    return rate;
}

std::unexpected<Error> libraryFailed()
{
    return fail(ErrorCode::Encoder, 0, "libvorbis");
}

Result<void> checkQuality(const SinkOptions& options)
{
    constexpr IntegerOption known[] = {{"quality", -1, 10}};
    return checkIntegers(options, known);
}

}  // namespace

constinit const SinkKind VorbisSink::kind{
    .name = "vorbis",
    .place = SinkPlace::Files,
    .extensions = {".ogg", ".oga"},
    .checkOptions = checkQuality,
    .open =
        [](const SinkSpec& spec, const Format& format, const Tags& tags) {
            return open(spec.path, format, tags,
                        integerOption(spec.options, "quality").value_or(defaultQuality));
        },
};

Result<std::unique_ptr<Sink>> VorbisSink::open(const std::string& path, const Format& format,
                                               const Tags& tags, int quality)
{
    if (!isConvertible(format) || format.channels().count > channelsMax)
        return fail(ErrorCode::Unsupported, 0, format.layout().name);
    const Format stored(AFMT_FLOAT, format.channels(), vorbisRate(format.rate()));
    auto converter = Converter::open(format.channels(), format.rate(), stored);
    if (!converter)
        return std::unexpected(converter.error());
    auto file = OutputFile::create(path);
    if (!file)
        return std::unexpected(file.error());
    std::unique_ptr<VorbisSink> sink(new VorbisSink(std::move(*converter), std::move(*file)));
    if (auto started = sink->start(tags, quality); !started)
        return std::unexpected(started.error());
    return sink;
}

VorbisSink::VorbisSink(Converter converter, OutputFile file)
    : ConvertingSink(std::move(converter)), stream_(std::move(file)),
      order_(vorbisOrder(stored().channels().count))
{
    vorbis_info_init(&info_);
}

/// All of these also clear what was never begun.
VorbisSink::~VorbisSink()
{
    vorbis_block_clear(&block_);
    vorbis_dsp_clear(&dsp_);
    vorbis_info_clear(&info_);
}

Result<void> VorbisSink::start(const Tags& tags, int quality)
{
    const auto channels = static_cast<long>(stored().channels().count);
    const auto rate = static_cast<long>(stored().rate().hz);
    if (vorbis_encode_init_vbr(&info_, channels, rate, static_cast<float>(quality) / 10) != 0 ||
        vorbis_analysis_init(&dsp_, &info_) != 0 || vorbis_block_init(&dsp_, &block_) != 0)
        return libraryFailed();

    vorbis_comment comment;
    vorbis_comment_init(&comment);
    for (const std::string& line : vorbisComments(tags))
        vorbis_comment_add(&comment, line.c_str());
    ogg_packet identification;
    ogg_packet comments;
    ogg_packet setup;
    const int made = vorbis_analysis_headerout(&dsp_, &comment, &identification, &comments, &setup);
    vorbis_comment_clear(&comment);
    if (made != 0)
        return libraryFailed();
    return stream_.header(identification)
        .and_then([&] { return stream_.header(comments); })
        .and_then([&] { return stream_.header(setup); });
}

Result<void> VorbisSink::store(PcmView pcm)
{
    const auto* samples = reinterpret_cast<const float*>(pcm.bytes.data());
    const auto frames = static_cast<std::size_t>(pcm.frames().value);
    float** const channels = vorbis_analysis_buffer(&dsp_, static_cast<int>(frames));
    for (std::size_t to = 0; to < order_.size(); ++to)
        for (std::size_t frame = 0; frame < frames; ++frame)
            channels[to][frame] = samples[frame * order_.size() + order_[to]];
    vorbis_analysis_wrote(&dsp_, static_cast<int>(frames));
    return encode();
}

Result<void> VorbisSink::encode()
{
    while (vorbis_analysis_blockout(&dsp_, &block_) == 1) {
        if (vorbis_analysis(&block_, nullptr) != 0)
            return libraryFailed();
        vorbis_bitrate_addblock(&block_);
        ogg_packet packet;
        while (vorbis_bitrate_flushpacket(&dsp_, &packet) == 1)
            if (auto written = stream_.packet(packet); !written)
                return written;
    }
    return {};
}

/// The position of the last packet says how many frames there are, to the frame.
Result<void> VorbisSink::end(bool failed)
{
    if (failed)
        return {};
    vorbis_analysis_wrote(&dsp_, 0);
    return encode().and_then([this] { return stream_.flush(); });
}

}  // namespace dsproxy

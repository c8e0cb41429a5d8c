// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/mp3_sink.h"

#include "engine/pcm/convert.h"
#include "engine/sinks/id3.h"

#include <algorithm>

namespace dsproxy {
namespace {

/// As lame.h demands; enough for lame_encode_flush() and the length frame, too.
std::size_t encodedMax(Frames frames)
{
    return static_cast<std::size_t>(frames.value) * 5 / 4 + 7200;
}

std::unexpected<Error> lameFailed()
{
    return fail(ErrorCode::Encoder, 0, "LAME");
}

/// The rate that MP3 has for it; between two the higher one, so that nothing audible is lost.
Rate mp3Rate(Rate rate)
{
    constexpr std::uint32_t rates[] = {8000,  11025, 12000, 16000, 22050,
                                       24000, 32000, 44100, 48000};
    const auto found = std::ranges::lower_bound(rates, rate.hz);
    if (found != std::end(rates))
        return Rate{*found};
    return Rate{rate.hz % 44100 == 0 ? 44100u : 48000u};
}

unsigned char* lameBytes(std::span<std::byte> bytes)
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}

void silent(const char*, va_list) {}

}  // namespace

constinit const SinkKind Mp3Sink::kind{
    .name = "mp3",
    .place = SinkPlace::Files,
    .extensions = {".mp3"},
    .checkOptions = [](const SinkOptions& options) -> Result<void> {
        return Mp3Options::parse(options).transform([](const Mp3Options&) {});
    },
    .open =
        [](const SinkSpec& spec, const Format& format, const Tags& tags) {
            return Mp3Options::parse(spec.options).and_then([&](const Mp3Options& options) {
                return open(spec.path, format, tags, options);
            });
        },
};

Result<std::unique_ptr<Sink>> Mp3Sink::open(const std::string& path, const Format& format,
                                            const Tags& tags, const Mp3Options& options)
{
    if (!isConvertible(format))
        return fail(ErrorCode::Unsupported, 0, format.layout().name);
    const Format stored(AFMT_S32_NE, Channels{std::min(format.channels().count, 2u)},
                        mp3Rate(format.rate()));
    auto converter = Converter::open(format.channels(), format.rate(), stored);
    if (!converter)
        return std::unexpected(converter.error());
    auto encoder = makeEncoder(stored, options);
    if (!encoder)
        return std::unexpected(encoder.error());
    auto file = OutputFile::create(path);
    if (!file)
        return std::unexpected(file.error());

    std::unique_ptr<Mp3Sink> sink(
        new Mp3Sink(std::move(*converter), std::move(*file), std::move(*encoder)));
    if (auto written = sink->writeTag(tags); !written)
        return std::unexpected(written.error());
    return sink;
}

Mp3Sink::Mp3Sink(Converter converter, OutputFile file, Encoder encoder)
    : ConvertingSink(std::move(converter)), file_(std::move(file)), encoder_(std::move(encoder)),
      encoded_(encodedMax(Frames(0)))
{
}

Result<Mp3Sink::Encoder> Mp3Sink::makeEncoder(const Format& format, const Mp3Options& options)
{
    Encoder encoder(lame_init());
    if (!encoder)
        return lameFailed();
    lame_t lame = encoder.get();
    lame_set_errorf(lame, silent);
    lame_set_msgf(lame, silent);
    lame_set_debugf(lame, silent);
    lame_set_in_samplerate(lame, static_cast<int>(format.rate().hz));
    lame_set_out_samplerate(lame, static_cast<int>(format.rate().hz));
    lame_set_num_channels(lame, static_cast<int>(format.channels().count));
    lame_set_mode(lame, format.channels().count == 1 ? MONO : JOINT_STEREO);
    lame_set_quality(lame, options.quality);
    lame_set_bWriteVbrTag(lame, 1);
    lame_set_write_id3tag_automatic(lame, 0);
    if (options.bitrate) {
        lame_set_VBR(lame, vbr_off);
        lame_set_brate(lame, *options.bitrate);
    } else {
        lame_set_VBR(lame, vbr_default);
        lame_set_VBR_quality(lame, static_cast<float>(options.vbr));
    }
    if (lame_init_params(lame) < 0)
        return lameFailed();
    return encoder;
}

Result<void> Mp3Sink::writeTag(const Tags& tags)
{
    if (tags.empty())
        return {};
    setId3(encoder_.get(), tags);
    std::vector<std::byte> tag(lame_get_id3v2_tag(encoder_.get(), nullptr, 0));
    tag.resize(lame_get_id3v2_tag(encoder_.get(), lameBytes(tag), tag.size()));
    tagSize_ = Bytes(std::ssize(tag));
    return file_.write(tag);
}

Result<void> Mp3Sink::store(PcmView pcm)
{
    const auto* in = reinterpret_cast<const int*>(pcm.bytes.data());
    const int frames = static_cast<int>(pcm.frames().value);
    encoded_.resize(std::max(encoded_.size(), encodedMax(pcm.frames())));
    unsigned char* out = lameBytes(encoded_);
    const int room = static_cast<int>(encoded_.size());
    return writeEncoded(
        pcm.format.channels().count == 1
            ? lame_encode_buffer_int(encoder_.get(), in, in, frames, out, room)
            : lame_encode_buffer_interleaved_int(encoder_.get(), in, frames, out, room));
}

Result<void> Mp3Sink::writeEncoded(int size)
{
    if (size < 0)
        return lameFailed();
    return file_.write(std::span(encoded_).first(static_cast<std::size_t>(size)));
}

Result<void> Mp3Sink::checkpoint()
{
    return refreshLengthFrame().and_then([this] { return file_.checkLinked(); });
}

Result<void> Mp3Sink::end(bool failed)
{
    Result<void> flushed;
    if (!failed)
        flushed = writeEncoded(lame_encode_flush(encoder_.get(), lameBytes(encoded_),
                                                 static_cast<int>(encoded_.size())));
    const auto refreshed = refreshLengthFrame();
    return flushed ? refreshed : flushed;
}

/// The first frame says how many follow it. LAME sends it empty and fills it in on request.
Result<void> Mp3Sink::refreshLengthFrame()
{
    if (!file_.isRegular())
        return {};
    const auto size = lame_get_lametag_frame(encoder_.get(), lameBytes(encoded_), encoded_.size());
    if (size == 0 || size > encoded_.size())
        return {};
    return file_.overwrite(tagSize_, std::span(encoded_).first(size));
}

}  // namespace dsproxy

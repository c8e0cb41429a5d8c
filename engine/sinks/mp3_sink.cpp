// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/mp3_sink.h"

#include "engine/pcm/convert.h"
#include "engine/sinks/id3.h"

#include <algorithm>

namespace dsproxy {
namespace {

constexpr std::int64_t blockFrames = 4096;
constexpr std::size_t encodedMax = blockFrames * 5 / 4 + 7200;  // as lame.h demands

std::unexpected<Error> lameFailed()
{
    return fail(ErrorCode::Encoder, 0, "LAME");
}

/// The rate that MP3 has for it; between two the higher one, so that nothing audible is lost.
int mp3Rate(Rate rate)
{
    constexpr std::uint32_t rates[] = {8000,  11025, 12000, 16000, 22050,
                                       24000, 32000, 44100, 48000};
    const auto found = std::ranges::lower_bound(rates, rate.hz);
    if (found != std::end(rates))
        return static_cast<int>(*found);
    return rate.hz % 44100 == 0 ? 44100 : 48000;
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
    const Channels encoded{std::min(format.channels().count, 2u)};
    auto encoder = makeEncoder(format, encoded, options);
    if (!encoder)
        return std::unexpected(encoder.error());
    auto file = OutputFile::create(path);
    if (!file)
        return std::unexpected(file.error());

    std::unique_ptr<Mp3Sink> sink(
        new Mp3Sink(std::move(*file), std::move(*encoder), format.channels(), encoded));
    if (auto written = sink->writeTag(tags); !written)
        return std::unexpected(written.error());
    return sink;
}

Mp3Sink::Mp3Sink(OutputFile file, Encoder encoder, Channels from, Channels to)
    : file_(std::move(file)), encoder_(std::move(encoder)), channels_(from), encodedChannels_(to),
      remix_(from, to), encoded_(encodedMax)
{
}

Result<Mp3Sink::Encoder> Mp3Sink::makeEncoder(const Format& format, Channels encoded,
                                              const Mp3Options& options)
{
    Encoder encoder(lame_init());
    if (!encoder)
        return lameFailed();
    lame_t lame = encoder.get();
    lame_set_errorf(lame, silent);
    lame_set_msgf(lame, silent);
    lame_set_debugf(lame, silent);
    lame_set_in_samplerate(lame, static_cast<int>(format.rate().hz));
    lame_set_out_samplerate(lame, mp3Rate(format.rate()));
    lame_set_num_channels(lame, static_cast<int>(encoded.count));
    lame_set_mode(lame, encoded.count == 1 ? MONO : JOINT_STEREO);
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

Result<void> Mp3Sink::write(PcmView pcm)
{
    const auto blockBytes = static_cast<std::size_t>(pcm.format.bytes(Frames(blockFrames)).value);
    while (!pcm.bytes.empty()) {
        const auto block = pcm.bytes.first(std::min(blockBytes, pcm.bytes.size()));
        if (auto written = writeBlock(pcm.format.layout(), block); !written)
            return written;
        pcm.bytes = pcm.bytes.subspan(block.size());
    }
    return {};
}

Result<void> Mp3Sink::writeBlock(const oss_format_info& layout, std::span<const std::byte> pcm)
{
    samples_.resize(pcm.size() / (layout.container_bits / 8));
    decode(layout, pcm, samples_);
    remix_.apply(samples_, mixed_);
    integers_.resize(mixed_.size());
    encode(*oss_format_find(AFMT_S32_NE), mixed_, std::as_writable_bytes(std::span(integers_)));

    lame_t lame = encoder_.get();
    const int frames = static_cast<int>(integers_.size() / encodedChannels_.count);
    const int* in = integers_.data();
    unsigned char* out = lameBytes(encoded_);
    const int room = static_cast<int>(encoded_.size());
    return writeEncoded(encodedChannels_.count == 1
                            ? lame_encode_buffer_int(lame, in, in, frames, out, room)
                            : lame_encode_buffer_interleaved_int(lame, in, frames, out, room));
}

Result<void> Mp3Sink::writeEncoded(int size)
{
    if (size < 0)
        return lameFailed();
    auto written = file_.write(std::span(encoded_).first(static_cast<std::size_t>(size)));
    failed_ = failed_ || !written;
    return written;
}

Result<void> Mp3Sink::checkpoint()
{
    return refreshLengthFrame().and_then([this] { return file_.checkLinked(); });
}

Result<void> Mp3Sink::finish()
{
    if (!failed_) {
        const int rest = lame_encode_flush(encoder_.get(), lameBytes(encoded_),
                                           static_cast<int>(encoded_.size()));
        if (auto written = writeEncoded(rest); !written)
            return written;
    }
    return refreshLengthFrame();
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

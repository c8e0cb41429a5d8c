// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/opus_sink.h"

#include "engine/pcm/convert.h"
#include "engine/sinks/integer_option.h"

#include <algorithm>
#include <string_view>

namespace dsproxy {
namespace {

constexpr std::int64_t fullRate = 48'000;
constexpr std::int64_t packetsPerSecond = 50;
constexpr std::int64_t packetFrames = fullRate / packetsPerSecond;  // at 48 kHz
constexpr std::uint32_t channelsMax = 255;
constexpr std::size_t streamBytesMax = 1275 * 3 + 7;

Rate opusRate(Rate rate)
{
    constexpr std::uint32_t rates[] = {8000, 12000, 16000, 24000, 48000};
    return std::ranges::contains(rates, rate.hz) ? rate : Rate{fullRate};
}

std::unexpected<Error> libraryFailed()
{
    return fail(ErrorCode::Encoder, 0, "libopus");
}

Result<void> checkBitrate(const SinkOptions& options)
{
    constexpr IntegerOption known[] = {{"bitrate", 6, 510}};
    return checkIntegers(options, known);
}

/// A packet of the header, put together from numbers and texts; little-endian.
class HeaderPacket {
public:
    explicit HeaderPacket(std::string_view magic) { text(magic); }

    void number(std::int64_t value, int bytes)
    {
        for (int i = 0; i < bytes; ++i)
            bytes_.push_back(static_cast<unsigned char>(value >> 8 * i));
    }
    void text(std::string_view value) { bytes_.insert(bytes_.end(), value.begin(), value.end()); }
    void countedText(std::string_view value)
    {
        number(std::ssize(value), 4);
        text(value);
    }
    ogg_packet packet(int sequence)
    {
        return {.packet = bytes_.data(),
                .bytes = std::ssize(bytes_),
                .b_o_s = sequence == 0,
                .e_o_s = 0,
                .granulepos = 0,
                .packetno = sequence};
    }

private:
    std::vector<unsigned char> bytes_;
};

}  // namespace

constinit const SinkKind OpusSink::kind{
    .name = "opus",
    .place = SinkPlace::Files,
    .extensions = {".opus"},
    .checkOptions = checkBitrate,
    .open =
        [](const SinkSpec& spec, const Format& format, const Tags& tags) {
            return open(spec.path, format, tags, integerOption(spec.options, "bitrate"));
        },
};

Result<std::unique_ptr<Sink>> OpusSink::open(const std::string& path, const Format& format,
                                             const Tags& tags, std::optional<int> bitrate)
{
    if (!isConvertible(format) || format.channels().count > channelsMax)
        return fail(ErrorCode::Unsupported, 0, format.layout().name);
    const Format stored(AFMT_FLOAT, format.channels(), opusRate(format.rate()));
    auto converter = Converter::open(format.channels(), format.rate(), stored);
    if (!converter)
        return std::unexpected(converter.error());
    auto file = OutputFile::create(path);
    if (!file)
        return std::unexpected(file.error());
    std::unique_ptr<OpusSink> sink(new OpusSink(std::move(*converter), std::move(*file)));
    if (auto started = sink->start(format, tags, bitrate); !started)
        return std::unexpected(started.error());
    return sink;
}

OpusSink::OpusSink(Converter converter, OutputFile file)
    : ConvertingSink(std::move(converter)), stream_(std::move(file)),
      samples_(static_cast<std::size_t>(stored().rate().hz / packetsPerSecond *
                                        stored().channels().count))
{
}

Result<void> OpusSink::start(const Format& played, const Tags& tags, std::optional<int> bitrate)
{
    const auto channels = static_cast<int>(stored().channels().count);
    mapping_.family = channels <= 2 ? 0 : channels <= 8 ? 1 : 255;
    order_ = vorbisOrder(stored().channels().count);
    int error = OPUS_OK;
    encoder_.reset(opus_multistream_surround_encoder_create(
        static_cast<opus_int32>(stored().rate().hz), channels, mapping_.family, &mapping_.streams,
        &mapping_.coupled, mapping_.channels.data(), OPUS_APPLICATION_AUDIO, &error));
    if (!encoder_)
        return libraryFailed();
    const int usual = 64 * mapping_.streams + 32 * mapping_.coupled;
    OpusMSEncoder* const opus = encoder_.get();
    opus_multistream_encoder_ctl(opus, OPUS_SET_BITRATE(bitrate.value_or(usual) * 1000));
    opus_multistream_encoder_ctl(opus, OPUS_SET_VBR_CONSTRAINT(0));
    opus_multistream_encoder_ctl(opus, OPUS_SET_COMPLEXITY(10));
    const int bits = std::clamp<int>(played.layout().bits, 8, 24);
    opus_multistream_encoder_ctl(opus, OPUS_SET_LSB_DEPTH(bits));
    opus_int32 lookahead = 0;
    opus_multistream_encoder_ctl(opus, OPUS_GET_LOOKAHEAD(&lookahead));
    skip_ = at48kHz(lookahead);
    encoded_.resize(streamBytesMax * static_cast<std::size_t>(mapping_.streams));
    return writeHead(played.rate()).and_then([&] { return writeTags(tags); });
}

/// A decoder may give back the rate that was PLAYED, or 48000 Hz.
Result<void> OpusSink::writeHead(Rate played)
{
    const auto channels = stored().channels().count;
    HeaderPacket head("OpusHead");
    head.number(1, 1);
    head.number(channels, 1);
    head.number(skip_, 2);
    head.number(played.hz, 4);
    head.number(0, 2);  // gain
    head.number(mapping_.family, 1);
    if (mapping_.family != 0) {
        head.number(mapping_.streams, 1);
        head.number(mapping_.coupled, 1);
        for (std::uint32_t channel = 0; channel < channels; ++channel)
            head.number(mapping_.channels[channel], 1);
    }
    return stream_.header(head.packet(0));
}

Result<void> OpusSink::writeTags(const Tags& tags)
{
    HeaderPacket packet("OpusTags");
    packet.countedText(opus_get_version_string());
    const auto comments = vorbisComments(tags);
    packet.number(std::ssize(comments), 4);
    for (const std::string& comment : comments)
        packet.countedText(comment);
    return stream_.header(packet.packet(1));
}

Result<void> OpusSink::store(PcmView pcm)
{
    const auto* in = reinterpret_cast<const float*>(pcm.bytes.data());
    const std::size_t channels = order_.size();
    for (std::int64_t frame = 0; frame < pcm.frames().value; ++frame, in += channels) {
        for (const std::size_t channel : order_)
            samples_[filled_++] = in[channel];
        ++frames_;
        if (filled_ == samples_.size())
            if (auto done = encode((packets_ + 1) * packetFrames, false); !done)
                return done;
    }
    return {};
}

/// The position after a packet; less than its frames at the end, where the rest is padding.
Result<void> OpusSink::encode(std::int64_t position, bool last)
{
    std::fill(samples_.begin() + static_cast<std::ptrdiff_t>(filled_), samples_.end(), 0.0f);
    filled_ = 0;
    const opus_int32 size = opus_multistream_encode_float(
        encoder_.get(), samples_.data(), static_cast<int>(samples_.size() / order_.size()),
        encoded_.data(), static_cast<opus_int32>(encoded_.size()));
    if (size < 0)
        return libraryFailed();
    ++packets_;
    return stream_.packet({.packet = encoded_.data(),
                           .bytes = size,
                           .b_o_s = 0,
                           .e_o_s = last,
                           .granulepos = position,
                           .packetno = packets_ + 1});
}

/// What the encoder holds comes out behind silence.
Result<void> OpusSink::end(bool failed)
{
    if (failed)
        return {};
    const std::int64_t end = skip_ + at48kHz(frames_);
    Result<void> done;
    for (bool last = false; done && !last;) {
        const std::int64_t position = (packets_ + 1) * packetFrames;
        last = position >= end;
        done = encode(std::min(position, end), last);
    }
    return done.and_then([this] { return stream_.flush(); });
}

std::int64_t OpusSink::at48kHz(std::int64_t frames) const
{
    return frames * (fullRate / stored().rate().hz);
}

}  // namespace dsproxy

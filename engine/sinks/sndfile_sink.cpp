// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/sndfile_sink.h"

#include "engine/pcm/convert.h"
#include "engine/sinks/flac_length.h"

#include <sys/stat.h>

#include <array>
#include <tuple>

namespace dsproxy {
namespace {

struct InfoString {
    const char* tag;
    int type;
};

constexpr InfoString infoStrings[] = {
    {"title", SF_STR_TITLE},     {"artist", SF_STR_ARTIST},     {"album", SF_STR_ALBUM},
    {"year", SF_STR_DATE},       {"track", SF_STR_TRACKNUMBER}, {"genre", SF_STR_GENRE},
    {"comment", SF_STR_COMMENT},
};

/// The memory form that libsndfile takes samples of a layout in.
std::uint32_t handedAs(const oss_format_info& layout)
{
    if (layout.encoding != OSS_ENCODING_INTEGER)
        return layout.afmt;
    return layout.bits <= 16 ? AFMT_S16_NE : AFMT_S32_NE;
}

std::unexpected<Error> libraryFailed()
{
    return fail(ErrorCode::Encoder, 0, "libsndfile");
}

std::array<std::byte, 4> bigEndian(std::int64_t value)
{
    std::array<std::byte, 4> bytes;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::byte>(value >> 8 * (bytes.size() - 1 - i));
    return bytes;
}

off_t position(const OutputFile& file)
{
    return ::lseek(file.fd(), 0, SEEK_CUR);
}

}  // namespace

Result<std::unique_ptr<Sink>> SndfileSink::open(const SndfileKind& kind, const std::string& path,
                                                const Format& format, const Tags& tags,
                                                std::optional<int> level)
{
    if (!isConvertible(format) || format.channels().count > kind.channelsMax)
        return fail(ErrorCode::Unsupported, 0, format.layout().name);
    const SndfileSamples samples = kind.samples(format.layout());
    const Format stored(samples.afmt, format.channels(), kind.rate(format.rate()));
    auto converter = Converter::open(format.channels(), format.rate(), stored);
    if (!converter)
        return std::unexpected(converter.error());
    auto output = OutputFile::create(path);
    if (!output)
        return std::unexpected(output.error());
    if (!output->isRegular())
        return fail(ErrorCode::OpenFailed, ESPIPE, path);

    std::unique_ptr<SndfileSink> sink(
        new SndfileSink(kind, std::move(*converter), std::move(*output)));
    if (auto started = sink->start(samples.subtype, tags, level); !started)
        return std::unexpected(started.error());
    return sink;
}

Result<void> SndfileSink::start(int subtype, const Tags& tags, std::optional<int> level)
{
    SF_INFO info{};
    info.samplerate = static_cast<int>(stored().rate().hz);
    info.channels = static_cast<int>(stored().channels().count);
    info.format = kind_.container | subtype;
    SF_VIRTUAL_IO calls = fileCalls();
    file_.reset(sf_open_virtual(&calls, SFM_WRITE, &info, this));
    if (!file_)
        return failure_ ? std::unexpected(*failure_) : libraryFailed();

    sf_command(file_.get(), SFC_RF64_AUTO_DOWNGRADE, nullptr, SF_TRUE);
    sf_command(file_.get(), SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE);
    if (level) {
        double compression = *level / 8.0;
        sf_command(file_.get(), SFC_SET_COMPRESSION_LEVEL, &compression, sizeof compression);
    }
    for (const auto& [tag, type] : infoStrings)
        if (const auto found = tags.find(tag); found != tags.end())
            sf_set_string(file_.get(), type, found->second.c_str());
    sf_command(file_.get(), SFC_UPDATE_HEADER_NOW, nullptr, 0);
    dataStart_ = Bytes(position(output_));
    return outcome();
}

Result<void> SndfileSink::store(PcmView pcm)
{
    if (position(output_) + std::ssize(pcm.bytes) > kind_.bytesMax.value)
        return fail(ErrorCode::WriteFailed, EFBIG, output_.path());
    const oss_format_info& layout = pcm.format.layout();
    const Format handed(handedAs(layout), pcm.format.channels(), pcm.format.rate());
    if (handed != pcm.format) {
        transcode(layout, pcm.bytes, handed.layout(), handed_);
        pcm = PcmView{handed, handed_};
    }
    const bool whole = hand(pcm) == pcm.frames().value * handed.channels().count;
    if (whole && !failure_)
        return {};
    cutTornFrame();
    return outcome().and_then([]() -> Result<void> { return libraryFailed(); });
}

/// Returns the number of samples that were taken.
sf_count_t SndfileSink::hand(PcmView pcm)
{
    const void* in = pcm.bytes.data();
    const sf_count_t count = pcm.frames().value * pcm.format.channels().count;
    switch (pcm.format.afmt()) {
    case AFMT_S16_NE:
        return sf_write_short(file_.get(), static_cast<const short*>(in), count);
    case AFMT_S32_NE:
        return sf_write_int(file_.get(), static_cast<const int*>(in), count);
    case AFMT_FLOAT:
        return sf_write_float(file_.get(), static_cast<const float*>(in), count);
    default:  // a law, whose codes go into the file as they are
        return sf_write_raw(file_.get(), in, count);
    }
}

Result<void> SndfileSink::checkpoint()
{
    if (kind_.flac)
        refreshFlacLength();
    else
        sf_command(file_.get(), SFC_UPDATE_HEADER_NOW, nullptr, 0);
    return outcome().and_then([this] { return output_.checkLinked(); });
}

/// On a full disk this still works: the header is there already and is only written over.
Result<void> SndfileSink::end(bool failed)
{
    const Bytes data = Bytes(position(output_)) - dataStart_;
    file_.reset();
    if (kind_.container == SF_FORMAT_AIFF && data.value % 2 != 0)
        tellAiffLength(data);
    if (kind_.flac && (failed || failure_))
        refreshFlacLength();
    return failed ? Result<void>() : outcome();
}

Result<void> SndfileSink::outcome()
{
    if (auto failure = std::exchange(failure_, std::nullopt))
        return std::unexpected(*std::move(failure));
    return {};
}

void SndfileSink::cutTornFrame()
{
    if (kind_.flac)
        return;
    const off_t end = position(output_);
    const auto torn = (end - dataStart_.value) % stored().frameBytes().value;
    if (torn > 0)
        std::ignore = output_.truncate(Bytes(end - torn));
}

/// libFLAC did the same at the end, had there been one; it also knows a checksum, we do not.
void SndfileSink::refreshFlacLength()
{
    const auto field = flacLengthField(stored(), stored().layout().bits, inFlacBlocks_);
    overwrite(flacLengthOffset, field);
}

/// libsndfile takes the byte behind an odd number of them, which is only padding, for sound.
void SndfileSink::tellAiffLength(Bytes data)
{
    constexpr Bytes frames{22};       // in the COMM chunk, which is the first
    constexpr Bytes beforeData{12};   // the size of the SSND chunk, and two words that it counts
    overwrite(frames, bigEndian(stored().frames(data).value));
    overwrite(dataStart_ - beforeData, bigEndian(data.value + 8));
}

void SndfileSink::overwrite(Bytes offset, std::span<const std::byte> bytes)
{
    if (auto done = output_.overwrite(offset, bytes); !done && !failure_)
        failure_ = done.error();
}

/// Returns how many bytes went into the file. A block of FLAC is not left there in part.
sf_count_t SndfileSink::append(std::span<const std::byte> bytes)
{
    const off_t start = position(output_);
    const auto done = output_.write(bytes);
    if (done && kind_.flac && start >= dataStart_.value && dataStart_ != Bytes(0))
        inFlacBlocks_ += flacBlockFrames(bytes);
    if (done)
        return std::ssize(bytes);
    if (!failure_)
        failure_ = done.error();
    if (kind_.flac)
        std::ignore = output_.truncate(Bytes(start));
    return position(output_) - start;
}

/// libsndfile writes through our file, so that the system's errors arrive as they are.
SF_VIRTUAL_IO SndfileSink::fileCalls()
{
    return {
        .get_filelen = [](void* sink) -> sf_count_t {
            struct stat status;
            const int fd = static_cast<SndfileSink*>(sink)->output_.fd();
            return ::fstat(fd, &status) == 0 ? status.st_size : -1;
        },
        .seek = [](sf_count_t offset, int whence, void* sink) -> sf_count_t {
            return ::lseek(static_cast<SndfileSink*>(sink)->output_.fd(), offset, whence);
        },
        .read = [](void*, sf_count_t, void*) -> sf_count_t { return 0; },
        .write = [](const void* data, sf_count_t size, void* sink) -> sf_count_t {
            const std::span bytes(static_cast<const std::byte*>(data), static_cast<size_t>(size));
            return static_cast<SndfileSink*>(sink)->append(bytes);
        },
        .tell = [](void* sink) -> sf_count_t {
            return position(static_cast<SndfileSink*>(sink)->output_);
        },
    };
}

}  // namespace dsproxy

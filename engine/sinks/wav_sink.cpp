// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/wav_sink.h"

#include "engine/pcm/convert.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <bit>
#include <tuple>

namespace dsproxy {
namespace {

static_assert(std::endian::native == std::endian::little, "AFMT_FLOAT goes into WAV as it is");

/// How WAV stores the samples of a format: the AFMT of the same bytes, and libsndfile's name.
struct Storage {
    std::uint32_t afmt;
    int subtype;
};

std::optional<Storage> storageOf(const oss_format_info& layout)
{
    switch (static_cast<oss_encoding>(layout.encoding)) {
    case OSS_ENCODING_INTEGER:
        switch (layout.bits) {
        case 8:
            return Storage{AFMT_U8, SF_FORMAT_PCM_U8};
        case 16:
            return Storage{AFMT_S16_LE, SF_FORMAT_PCM_16};
        case 24:
            return Storage{AFMT_S24_PACKED, SF_FORMAT_PCM_24};
        default:
            return Storage{AFMT_S32_LE, SF_FORMAT_PCM_32};
        }
    case OSS_ENCODING_FLOAT:
        return Storage{AFMT_FLOAT, SF_FORMAT_FLOAT};
    case OSS_ENCODING_MU_LAW:
        return Storage{AFMT_MU_LAW, SF_FORMAT_ULAW};
    case OSS_ENCODING_A_LAW:
        return Storage{AFMT_A_LAW, SF_FORMAT_ALAW};
    case OSS_ENCODING_OPAQUE:
        break;
    }
    return std::nullopt;
}

struct InfoString {
    const char* tag;
    int type;
};

constexpr InfoString infoStrings[] = {
    {"title", SF_STR_TITLE},     {"artist", SF_STR_ARTIST},     {"album", SF_STR_ALBUM},
    {"year", SF_STR_DATE},       {"track", SF_STR_TRACKNUMBER}, {"genre", SF_STR_GENRE},
    {"comment", SF_STR_COMMENT},
};

}  // namespace

constinit const SinkKind WavSink::kind{
    .name = "wav",
    .place = SinkPlace::Files,
    .extensions = {".wav"},
    .open = [](const SinkSpec& spec, const Format& format,
               const Tags& tags) { return open(spec.path, format, tags); },
};

Result<std::unique_ptr<Sink>> WavSink::open(const std::string& path, const Format& format,
                                            const Tags& tags)
{
    const auto storage = storageOf(format.layout());
    if (!storage)
        return fail(ErrorCode::Unsupported, 0, format.layout().name);
    auto output = OutputFile::create(path);
    if (!output)
        return std::unexpected(output.error());
    if (!output->isRegular())
        return fail(ErrorCode::OpenFailed, ESPIPE, path);

    std::unique_ptr<WavSink> sink(new WavSink(std::move(*output)));
    sink->storedAs_ = storage->afmt;
    if (auto started = sink->start(format, storage->subtype, tags); !started)
        return std::unexpected(started.error());
    return sink;
}

Result<void> WavSink::start(const Format& format, int subtype, const Tags& tags)
{
    SF_INFO info{};
    info.samplerate = static_cast<int>(format.rate().hz);
    info.channels = static_cast<int>(format.channels().count);
    info.format = SF_FORMAT_RF64 | subtype;
    SF_VIRTUAL_IO calls = fileCalls();
    file_.reset(sf_open_virtual(&calls, SFM_WRITE, &info, this));
    if (!file_)
        return failure_ ? std::unexpected(*failure_) : fail(ErrorCode::Encoder, 0, "libsndfile");

    sf_command(file_.get(), SFC_RF64_AUTO_DOWNGRADE, nullptr, SF_TRUE);
    for (const auto& [tag, type] : infoStrings)
        if (const auto found = tags.find(tag); found != tags.end())
            sf_set_string(file_.get(), type, found->second.c_str());
    sf_command(file_.get(), SFC_UPDATE_HEADER_NOW, nullptr, 0);
    return outcome();
}

Result<void> WavSink::write(PcmView pcm)
{
    std::span<const std::byte> bytes = pcm.bytes;
    if (pcm.format.afmt() != storedAs_) {
        transcode(pcm.format.layout(), bytes, *oss_format_find(storedAs_), converted_);
        bytes = converted_;
    }
    const sf_count_t size = std::ssize(bytes);
    const sf_count_t written = sf_write_raw(file_.get(), bytes.data(), size);
    if (written == size)
        return {};
    const Format stored(storedAs_, pcm.format.channels(), pcm.format.rate());
    cutTornFrame(stored.frameBytes(), Bytes(std::max<sf_count_t>(written, 0)));
    return outcome().and_then(
        []() -> Result<void> { return fail(ErrorCode::Encoder, 0, "libsndfile"); });
}

Result<void> WavSink::checkpoint()
{
    sf_command(file_.get(), SFC_UPDATE_HEADER_NOW, nullptr, 0);
    return outcome().and_then([this] { return output_.checkLinked(); });
}

/// On a full disk this still works: the header is there already and is only written over.
Result<void> WavSink::finish()
{
    file_.reset();
    return outcome();
}

Result<void> WavSink::outcome()
{
    if (auto failure = std::exchange(failure_, std::nullopt))
        return std::unexpected(*std::move(failure));
    return {};
}

void WavSink::cutTornFrame(Bytes frameBytes, Bytes written)
{
    const off_t end = ::lseek(output_.fd(), 0, SEEK_CUR);
    if (const auto torn = written.value % frameBytes.value; torn != 0 && end >= torn)
        std::ignore = output_.truncate(Bytes(end - torn));
}

/// libsndfile writes through our file, so that the system's errors arrive as they are.
SF_VIRTUAL_IO WavSink::fileCalls()
{
    return {
        .get_filelen = [](void* sink) -> sf_count_t {
            struct stat status;
            return ::fstat(static_cast<WavSink*>(sink)->output_.fd(), &status) == 0 ? status.st_size
                                                                                    : -1;
        },
        .seek = [](sf_count_t offset, int whence, void* sink) -> sf_count_t {
            return ::lseek(static_cast<WavSink*>(sink)->output_.fd(), offset, whence);
        },
        .read = [](void*, sf_count_t, void*) -> sf_count_t { return 0; },
        .write = [](const void* data, sf_count_t size, void* user) -> sf_count_t {
            auto& sink = *static_cast<WavSink*>(user);
            const off_t start = ::lseek(sink.output_.fd(), 0, SEEK_CUR);
            const std::span bytes(static_cast<const std::byte*>(data), static_cast<size_t>(size));
            const auto done = sink.output_.write(bytes);
            if (done)
                return size;
            if (!sink.failure_)
                sink.failure_ = done.error();
            return ::lseek(sink.output_.fd(), 0, SEEK_CUR) - start;
        },
        .tell = [](void* sink) -> sf_count_t {
            return ::lseek(static_cast<WavSink*>(sink)->output_.fd(), 0, SEEK_CUR);
        },
    };
}

}  // namespace dsproxy

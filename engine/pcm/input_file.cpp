// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/pcm/input_file.h"

#include "engine/base/unique_fd.h"

#include <fcntl.h>

#include <algorithm>

namespace dsproxy {
namespace {

constexpr sf_count_t blockFrames = 4096;

/// Decoders of lossy files make floats; all other packed samples are made from 16 bits or less.
std::uint32_t afmtOf(int subtype)
{
    switch (subtype) {
    case SF_FORMAT_PCM_U8:
        return AFMT_U8;
    case SF_FORMAT_PCM_S8:
        return AFMT_S8;
    case SF_FORMAT_PCM_24:
    case SF_FORMAT_DWVW_24:
    case SF_FORMAT_ALAC_20:
    case SF_FORMAT_ALAC_24:
        return AFMT_S24_PACKED;
    case SF_FORMAT_PCM_32:
    case SF_FORMAT_ALAC_32:
        return AFMT_S32_LE;
    case SF_FORMAT_FLOAT:
    case SF_FORMAT_DOUBLE:
    case SF_FORMAT_VORBIS:
    case SF_FORMAT_OPUS:
    case SF_FORMAT_MPEG_LAYER_I:
    case SF_FORMAT_MPEG_LAYER_II:
    case SF_FORMAT_MPEG_LAYER_III:
        return AFMT_FLOAT;
    case SF_FORMAT_ULAW:
        return AFMT_MU_LAW;
    case SF_FORMAT_ALAW:
        return AFMT_A_LAW;
    default:
        return AFMT_S16_LE;
    }
}

}  // namespace

Result<InputFile> InputFile::open(const std::string& path)
{
    UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd)
        return fail(ErrorCode::OpenFailed, errno, path);
    SF_INFO info{};
    SndFile file(sf_open_fd(fd.get(), SFM_READ, &info, SF_TRUE));
    if (!file)
        return fail(ErrorCode::Unsupported, 0, path);
    fd.release();
    return InputFile(std::move(file), info);
}

Format InputFile::format() const
{
    return Format(afmtOf(info_.format & SF_FORMAT_SUBMASK), channels(), rate());
}

Bytes InputFile::read(const Format& format, std::span<std::byte> out)
{
    Converter* converter = prepare(format);
    if (!converter)
        return Bytes(0);
    const auto whole =
        static_cast<std::size_t>(format.bytes(format.frames(Bytes(std::ssize(out)))).value);
    std::size_t done = 0;
    while (done < whole) {
        if (taken_ == ready_.size() && !fetch(*converter))
            break;
        const std::size_t size = std::min(whole - done, ready_.size() - taken_);
        std::copy_n(ready_.begin() + static_cast<std::ptrdiff_t>(taken_), size,
                    out.begin() + static_cast<std::ptrdiff_t>(done));
        taken_ += size;
        done += size;
    }
    return Bytes(static_cast<std::int64_t>(done));
}

void InputFile::rewind()
{
    sf_seek(file_.get(), 0, SEEK_SET);
    converter_.reset();
}

Converter* InputFile::prepare(const Format& format)
{
    if (converter_ && converter_->to() == format)
        return &*converter_;
    auto converter = Converter::open(channels(), rate(), format);
    if (!converter)
        return nullptr;
    converter_ = std::move(*converter);
    ready_.clear();
    taken_ = 0;
    ended_ = false;
    return &*converter_;
}

/// Converts one more block. False when there is nothing more.
bool InputFile::fetch(Converter& converter)
{
    ready_.clear();
    taken_ = 0;
    while (ready_.empty() && !ended_) {
        samples_.resize(static_cast<std::size_t>(blockFrames * info_.channels));
        const sf_count_t frames = sf_readf_double(file_.get(), samples_.data(), blockFrames);
        samples_.resize(static_cast<std::size_t>(std::max<sf_count_t>(frames, 0) * info_.channels));
        ended_ = samples_.empty();
        const auto made = ended_ ? converter.flush(ready_) : converter.push(samples_, ready_);
        ended_ = ended_ || !made;
    }
    return !ready_.empty();
}

}  // namespace dsproxy

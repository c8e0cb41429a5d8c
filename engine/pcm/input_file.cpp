// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/pcm/input_file.h"

#include "engine/base/unique_fd.h"

#include <fcntl.h>

#include <algorithm>

namespace dsproxy {
namespace {

constexpr sf_count_t blockFrames = 4096;

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

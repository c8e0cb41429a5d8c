// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/tagging/cover_image.h"

#include "engine/files/regular_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <string_view>

namespace dsproxy {
namespace {

using std::string_view_literals::operator""sv;

/// A block of FLAC has a length of 24 bits, and says more of its picture than the bytes.
constexpr off_t largest = (off_t{1} << 24) - 4096;

std::string_view mimeTypeOf(std::string_view data)
{
    if (data.starts_with("\xff\xd8\xff"sv))
        return "image/jpeg";
    if (data.starts_with("\x89PNG\r\n\x1a\n"sv))
        return "image/png";
    if (data.starts_with("GIF87a"sv) || data.starts_with("GIF89a"sv))
        return "image/gif";
    if (data.starts_with("RIFF"sv) && data.substr(0, 12).ends_with("WEBP"sv))
        return "image/webp";
    return "";
}

Result<std::vector<std::byte>> readAll(int fd, std::size_t size, const std::string& path)
{
    std::vector<std::byte> data(size);
    std::size_t done = 0;
    while (done < size) {
        const ssize_t n = ::read(fd, data.data() + done, size - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(ErrorCode::OpenFailed, errno, path);
        if (n == 0)
            break;
        done += static_cast<std::size_t>(n);
    }
    data.resize(done);
    return data;
}

}  // namespace

Result<Picture> readCover(const std::string& path)
{
    const auto fd = openRegular(path, O_RDONLY);
    if (!fd)
        return std::unexpected(fd.error());
    struct stat status{};
    if (::fstat(fd->get(), &status) != 0)
        return fail(ErrorCode::OpenFailed, errno, path);
    if (status.st_size > largest)
        return fail(ErrorCode::Unsupported, EFBIG, path);
    auto data = readAll(fd->get(), static_cast<std::size_t>(status.st_size), path);
    if (!data)
        return std::unexpected(data.error());
    const std::string_view bytes(reinterpret_cast<const char*>(data->data()), data->size());
    const std::string_view mimeType = mimeTypeOf(bytes);
    if (mimeType.empty())
        return fail(ErrorCode::Unsupported, 0, path);
    return Picture{std::string(mimeType), "Front Cover", {}, std::move(*data)};
}

}  // namespace dsproxy

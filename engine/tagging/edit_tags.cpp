// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/tagging/edit_tags.h"

#include "engine/files/pending_file.h"
#include "engine/files/regular_file.h"
#include "engine/tagging/tag_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <tuple>

namespace dsproxy {
namespace {

/// The name of the copy means nothing to whoever reads the error.
std::unexpected<Error> about(const std::string& path, Error error)
{
    error.subject = path;
    return std::unexpected(std::move(error));
}

Result<std::string> realPath(const std::string& path)
{
    const std::unique_ptr<char, void (*)(void*)> real(::realpath(path.c_str(), nullptr), std::free);
    if (!real)
        return fail(ErrorCode::OpenFailed, errno, path);
    return std::string(real.get());
}

/// Its content, rights and, as far as we may, its owner.
Result<void> copy(const std::string& from, const std::string& to)
{
    std::error_code error;
    const auto replace = std::filesystem::copy_options::overwrite_existing;
    std::filesystem::copy_file(from, to, replace, error);
    if (error) {
        const bool full = error.value() == ENOSPC || error.value() == EDQUOT;
        return fail(full ? ErrorCode::NoSpace : ErrorCode::WriteFailed, error.value(), from);
    }
    struct stat status{};
    if (::stat(from.c_str(), &status) == 0 &&
        ::chown(to.c_str(), status.st_uid, status.st_gid) == 0)
        std::ignore = ::chmod(to.c_str(), status.st_mode & 07777);
    return {};
}

Result<void> edit(const std::string& path, const TagEdit& changes)
{
    auto tags = readTags(path);
    if (!tags)
        return std::unexpected(tags.error());
    const RecordingTags before = *tags;
    apply(changes, *tags);
    if (*tags == before)
        return {};
    auto pending = PendingFile::create(path);
    if (!pending)
        return std::unexpected(pending.error());
    if (auto copied = copy(path, pending->path()); !copied)
        return copied;
    return writeTags(pending->path(), *tags).and_then([&] {
        return pending->commit(Existing::Replace);
    });
}

}  // namespace

Result<void> editTags(const std::string& path, const TagEdit& changes)
{
    const auto real = realPath(path);
    if (!real)
        return std::unexpected(real.error());
    // Renaming needs no right to the file itself; changing it does.
    if (const auto writable = openRegular(*real, O_RDWR); !writable)
        return about(path, writable.error());
    auto edited = edit(*real, changes);
    return edited || edited.error().code == ErrorCode::Encoder ? edited
                                                               : about(path, edited.error());
}

}  // namespace dsproxy

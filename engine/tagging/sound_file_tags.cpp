// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/tagging/sound_file_tags.h"

#include "engine/files/regular_file.h"
#include "engine/tagging/tag_file.h"

#include <fcntl.h>
#include <sndfile.h>

#include <memory>

namespace dsproxy {
namespace {

constexpr std::pair<const char*, int> strings[] = {
    {"title", SF_STR_TITLE},     {"artist", SF_STR_ARTIST},     {"album", SF_STR_ALBUM},
    {"year", SF_STR_DATE},       {"track", SF_STR_TRACKNUMBER}, {"genre", SF_STR_GENRE},
    {"comment", SF_STR_COMMENT},
};

Result<RecordingTags> readStrings(const std::string& path)
{
    const auto fd = openRegular(path, O_RDONLY);
    if (!fd)
        return std::unexpected(fd.error());
    SF_INFO info{};
    const std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> file(
        sf_open_fd(fd->get(), SFM_READ, &info, SF_FALSE), sf_close);
    if (!file)
        return fail(ErrorCode::Unsupported, 0, path);
    RecordingTags tags;
    for (const auto& [key, type] : strings)
        if (const char* text = sf_get_string(file.get(), type); text && *text)
            tags.texts[key] = {text};
    return tags;
}

}  // namespace

Result<RecordingTags> readAnyTags(const std::string& path)
{
    auto tags = readTags(path);
    return tags || tags.error().code != ErrorCode::Unsupported ? tags : readStrings(path);
}

}  // namespace dsproxy

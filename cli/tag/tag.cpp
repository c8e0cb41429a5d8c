// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/tag/tag.h"

#include "cli/log/utf8.h"
#include "cli/run/messages.h"
#include "cli/run/standard_streams.h"
#include "cli/run/terminal.h"
#include "cli/stop_signals.h"
#include "cli/tag/help.h"
#include "cli/tag/options.h"
#include "cli/tag/tags_text.h"
#include "engine/tagging/cover_image.h"
#include "engine/tagging/edit_tags.h"
#include "engine/tagging/sound_file_tags.h"

#include <unistd.h>

#include <format>

namespace dsproxy::cli {

namespace {

void say(std::string_view text)
{
    Terminal(STDERR_FILENO).notice(text);
}

std::string whyNot(const std::string& file, const Error& error)
{
    if (error.code == ErrorCode::OpenFailed && error.sys == ESPIPE)
        return std::format("{} is not a file; name one", printable(file));
    if (error.code == ErrorCode::Unsupported && error.subject == file)
        return std::format("{} has no tags that dsproxy can read or change; name a recording in "
                           "MP3, FLAC, Ogg, WAV or AIFF",
                           printable(file));
    return describe(error);
}

std::string whyNoCover(const std::string& file, const Error& error)
{
    if (error.code != ErrorCode::Unsupported)
        return describe(error);
    return std::format("{} cannot be a cover; name a {}", printable(file),
                       error.sys == EFBIG ? "picture of less than 16 MB"
                                          : "JPEG, PNG, GIF or WebP picture");
}

Result<void> handle(const TagOptions& options, const TagEdit& edit, const std::string& file)
{
    if (options.edits())
        if (auto edited = editTags(file, edit); !edited)
            return edited;
    if (!options.shows())
        return {};
    return readAnyTags(file).and_then([&](const RecordingTags& tags) -> Result<void> {
        if (answer(options.json ? tagsJson(file, tags) : tagsText(file, tags)) != 0)
            return systemError("stdout");
        return {};
    });
}

int handleAll(const TagOptions& options, const TagEdit& edit)
{
    reserveStandardStreams();
    StopSignals signals;
    int status = 0;
    for (const std::string& file : options.files) {
        if (const auto done = handle(options, edit, file); !done) {
            say(whyNot(file, done.error()));
            status = 1;
        }
        if (const auto signal = signals.take())
            StopSignals::die(*signal);
    }
    return status;
}

}  // namespace

int tagMain(std::span<char*> args)
{
    const auto options = parseTagOptions(args);
    if (!options)
        return complain(options.error());
    if (options->help)
        return answer(tagHelp);
    TagEdit edit{.texts = options->tags, .cover = {}, .removePictures = options->removeCover};
    if (options->cover) {
        auto cover = readCover(*options->cover);
        if (!cover) {
            say(whyNoCover(*options->cover, cover.error()));
            return 1;
        }
        edit.cover = std::move(*cover);
    }
    return handleAll(*options, edit);
}

}  // namespace dsproxy::cli

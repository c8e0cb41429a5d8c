// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/export/export_file.h"

#include "engine/files/regular_file.h"
#include "engine/pcm/input_file.h"
#include "engine/sinks/registry.h"
#include "engine/tagging/sound_file_tags.h"
#include "engine/tagging/tag_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <vector>

namespace dsproxy {
namespace {

constexpr std::int64_t blockFrames = 16384;

/// Of what made the input, not of what is in it.
constexpr std::array<const char*, 3> ofTheEncoder = {"encoder", "encoding", "encodersettings"};

/// A refusal now, rather than after the work. Only a file may be replaced: never a device.
Result<void> checkTarget(const ExportJob& job)
{
    const std::string& path = job.target.path;
    struct stat status{};
    if (::lstat(path.c_str(), &status) != 0)
        return {};
    if (S_ISDIR(status.st_mode))
        return fail(ErrorCode::OpenFailed, EISDIR, path);
    if (job.existing == Existing::Keep)
        return fail(ErrorCode::OpenFailed, EEXIST, path);
    if (!S_ISREG(status.st_mode) && !S_ISLNK(status.st_mode))
        return fail(ErrorCode::OpenFailed, ESPIPE, path);
    return {};
}

Result<InputFile> openInput(const std::string& path)
{
    return openRegular(path, O_RDONLY).and_then([&](const UniqueFd&) {
        return InputFile::open(path);
    });
}

/// The format of the input, then those that keep the most of it.
std::vector<Format> candidates(const Format& format)
{
    std::vector<Format> all = {format};
    if (format.layout().bits > 24)
        all.emplace_back(AFMT_S24_PACKED, format.channels(), format.rate());
    if (format.layout().bits != 16)
        all.emplace_back(AFMT_S16_LE, format.channels(), format.rate());
    return all;
}

struct Opened {
    std::unique_ptr<Sink> sink;
    Format format;
};

/// The sink, in the first format that it takes.
Result<Opened> openFirst(const SinkSpec& spec, const Format& wanted, const Tags& tags)
{
    Result<Opened> opened = fail(ErrorCode::Unsupported);
    for (const Format& format : candidates(wanted)) {
        opened = openSink(spec, format, tags).transform([&](std::unique_ptr<Sink> sink) {
            return Opened{std::move(sink), format};
        });
        if (opened || opened.error().code != ErrorCode::Unsupported)
            break;
    }
    return opened;
}

Result<void> pour(InputFile& input, const Opened& opened, const std::stop_token& stop,
                  ExportMeter& meter)
{
    const Format& format = opened.format;
    std::vector<std::byte> block(static_cast<std::size_t>(format.bytes(Frames(blockFrames)).value));
    for (;;) {
        if (stop.stop_requested())
            return fail(ErrorCode::System, ECANCELED);
        const auto got = static_cast<std::size_t>(input.read(format, block).value);
        if (got == 0)
            return opened.sink->finish();
        const PcmView pcm{format, std::span(block).first(got)};
        if (auto written = opened.sink->write(pcm); !written)
            return written;
        meter.frames += pcm.frames().value;
    }
}

/// Most of it the sink has written already; a second pass over the file is for what it cannot.
Result<void> completeTags(const std::string& path, const RecordingTags& wanted)
{
    const auto found = readTags(path);
    if (!found && found.error().code == ErrorCode::Unsupported)
        return {};
    if (!found)
        return std::unexpected(found.error());
    if (holds(*found, wanted))
        return {};
    RecordingTags tags = wanted;
    tags.texts.insert(found->texts.begin(), found->texts.end());
    return writeTags(path, tags);
}

Result<RecordingTags> tagsFor(const ExportJob& job)
{
    auto tags = readAnyTags(job.input);
    if (!tags)
        return tags;
    for (const char* key : ofTheEncoder)
        tags->texts.erase(key);
    apply(job.tags, *tags);
    return tags;
}

/// All but the name, at PATH.
Result<Exported> exportTo(const std::string& path, InputFile& input, const ExportJob& job,
                          const std::stop_token& stop, ExportMeter& meter)
{
    const auto tags = tagsFor(job);
    if (!tags)
        return std::unexpected(tags.error());
    SinkSpec target = job.target;
    target.path = path;
    auto opened = openFirst(target, input.format(), sinkTags(*tags));
    if (!opened)
        return std::unexpected(opened.error());
    meter.rate = input.rate().hz;
    meter.length = std::max<std::int64_t>(input.length().value, 0);
    if (auto poured = pour(input, *opened, stop, meter); !poured)
        return std::unexpected(poured.error());
    opened->sink.reset();
    return completeTags(path, *tags).transform([&] {
        return Exported{opened->format, Frames(meter.frames), meter.frames >= meter.length};
    });
}

}  // namespace

Result<Exported> exportFile(const ExportJob& job, const std::stop_token& stop, ExportMeter& meter)
{
    if (auto checked = checkTarget(job); !checked)
        return std::unexpected(checked.error());
    auto input = openInput(job.input);
    if (!input)
        return std::unexpected(input.error());
    auto pending = PendingFile::create(job.target.path);
    if (!pending)
        return std::unexpected(pending.error());
    auto exported = exportTo(pending->path(), *input, job, stop, meter);
    if (exported)
        return pending->commit(job.existing).transform([&] { return *exported; });
    Error error = exported.error();
    if (error.subject == pending->path())
        error.subject = job.target.path;
    return std::unexpected(std::move(error));
}

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/sink_spec.h"

#include "engine/sinks/registry.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <format>

namespace dsproxy {
namespace {

std::unexpected<Error> badSpec(std::string_view piece)
{
    return fail(ErrorCode::BadSpec, 0, std::string(piece));
}

const SinkKind* kindByName(std::string_view name)
{
    const auto found = std::ranges::find(sinkKinds(), name, &SinkKind::name);
    return found == sinkKinds().end() ? nullptr : *found;
}

const SinkKind* kindByExtension(std::string_view path)
{
    std::string extension = std::filesystem::path(path).extension();
    std::ranges::transform(extension, extension.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c; });
    for (const SinkKind* kind : sinkKinds())
        if (!extension.empty() && std::ranges::contains(kind->extensions, extension))
            return kind;
    return nullptr;
}

/// Takes `,key=value` pieces off the end of PATH. Commas elsewhere belong to the path.
Result<SinkOptions> takeOptions(std::string_view& path)
{
    SinkOptions options;
    for (;;) {
        const auto comma = path.rfind(',');
        if (comma == path.npos)
            return options;
        const std::string_view piece = path.substr(comma + 1);
        const auto equals = piece.find('=');
        if (equals == piece.npos)
            return options;
        if (!options.emplace(piece.substr(0, equals), piece.substr(equals + 1)).second)
            return badSpec(piece);
        path = path.substr(0, comma);
    }
}

}  // namespace

Result<SinkSpec> parseSink(std::string_view text)
{
    const auto colon = text.find(':');
    const std::string_view name = text.substr(0, colon);
    std::string_view path = colon == text.npos ? std::string_view() : text.substr(colon + 1);
    if (name == "file" && !path.empty())
        return parseRecording(path);
    const SinkKind* kind = kindByName(name);
    if (!kind || kind->hasPath() != (colon != text.npos))
        return badSpec(text);

    SinkSpec spec{.kind = kind, .path = {}, .options = {}};
    if (kind->checkOptions) {
        auto options = takeOptions(path);
        if (!options)
            return std::unexpected(options.error());
        if (auto checked = kind->checkOptions(*options); !checked)
            return std::unexpected(checked.error());
        spec.options = std::move(*options);
    }
    if (kind->hasPath() && path.empty())
        return badSpec(text);
    spec.path = path;
    return spec;
}

Result<SinkSpec> parseFileKind(std::string_view text)
{
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string_view name = text.substr(0, comma);
    auto spec = parseSink(std::format("{}:-{}", name, text.substr(comma)));
    if (!spec || name.contains(':') || spec->kind->place != SinkPlace::Files)
        return badSpec(text);
    spec->path.clear();
    return spec;
}

Result<SinkSpec> parseRecording(std::string_view file)
{
    if (file == "-")
        return parseSink("stdout");
    const SinkKind* kind = kindByExtension(file);
    if (!kind)
        return badSpec(file);
    return SinkSpec{.kind = kind, .path = std::string(file), .options = {}};
}

Result<void> checkPlace(const SinkSpec& spec)
{
    if (!spec.kind->hasPath())
        return {};
    struct stat status;
    std::filesystem::path asked = spec.path;
    const bool exists = ::stat(spec.path.c_str(), &status) == 0;
    if (exists && S_ISDIR(status.st_mode))
        return fail(ErrorCode::OpenFailed, EISDIR, spec.path);
    if (!exists && errno == ENOENT && spec.kind->place == SinkPlace::Files)
        asked = asked.has_parent_path() ? asked.parent_path() : ".";
    if (::access(asked.c_str(), W_OK) != 0)
        return fail(ErrorCode::OpenFailed, errno, spec.path);
    return {};
}

}  // namespace dsproxy

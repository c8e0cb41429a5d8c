// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/service/route.h"

#include "cli/log/utf8.h"
#include "cli/service/ask.h"
#include "cli/service/help.h"
#include "cli/service/percent_pair.h"
#include "engine/inputs/input_spec.h"
#include "engine/sinks/registry.h"

#include <filesystem>
#include <optional>

namespace dsproxy::cli {

namespace {

using Words = std::vector<std::string>;

/// The path in a word; empty: it names no file.
std::string pathIn(const std::string& word)
{
    if (const auto sink = parseSink(word))
        return sink->kind->place == SinkPlace::Files ? sink->path : "";
    const bool prefixed = word.starts_with(inputPrefix);
    const auto input = parseInput(prefixed ? word.substr(inputPrefix.size()) : word);
    const bool file =
        input && (input->kind == InputSpec::Kind::File || input->kind == InputSpec::Kind::Loop);
    return file ? input->name : "";
}

/// A file's path is relative to us, not to the service.
std::string absolute(const std::string& word)
{
    const std::string path = pathIn(word);
    if (path.empty())
        return word;
    std::error_code error;
    const auto whole = std::filesystem::absolute(path, error);
    return error ? word : word.substr(0, word.find(path)) + whole.string();
}

int route(const Words& words)
{
    if (words.size() < 2)
        return complain({"a stream and its sinks are wanted; write dsproxy route STREAM SINK..., "
                         "or none for no sink"});
    const auto stream = idNamed(words[0], "stream");
    if (!stream)
        return complain(stream.error());
    std::vector<std::string> sinks;
    for (std::size_t i = 1; i < words.size(); ++i)
        if (words[i] != "none")
            sinks.push_back(absolute(words[i]));
    return withService([&](ServiceClient& service) {
        const auto done = service.setRoute(*stream, sinks);
        return done ? 0 : failed(done.error());
    });
}

/// Of a stream that records; the service limits all others to 100.
constexpr unsigned mostPercent = 400;

struct Volume {
    double left;
    double right;
};

std::optional<Volume> volumeNamed(std::string_view text)
{
    return percentPair(text, mostPercent).transform([](const PercentPair& pair) {
        return Volume{pair.left / 100.0, pair.right / 100.0};
    });
}

/// What it has now, for the one that is not said.
int setVolume(ServiceClient& service, std::uint32_t stream, std::string_view word)
{
    const auto found = streamOf(service, stream);
    if (!found)
        return failed(found.error());
    const auto volume = volumeNamed(word);
    if (volume && std::max(volume->left, volume->right) > 1 && !found->get<bool>("capture"))
        return failed({ErrorCode::Service, ERANGE, std::format("stream {}", stream)});
    const bool muted = word == "mute" || (volume && found->get<bool>("muted"));
    const auto done = service.setLevel(stream, volume ? volume->left : found->get("left", 1.0),
                                       volume ? volume->right : found->get("right", 1.0), muted);
    return done ? 0 : failed(done.error());
}

int volume(const Words& words)
{
    if (words.size() != 2)
        return complain({"a stream and its volume are wanted; write dsproxy volume STREAM "
                         "PERCENT[:PERCENT], mute or unmute"});
    const auto stream = idNamed(words[0], "stream");
    if (!stream)
        return complain(stream.error());
    const std::string& word = words[1];
    if (word != "mute" && word != "unmute" && !volumeNamed(word))
        return complain(
            {std::format("{} is no volume; write 0 to 100 (to 400 for one that records), "
                         "LEFT:RIGHT, mute or unmute",
                         printable(word))});
    return withService([&](ServiceClient& service) { return setVolume(service, *stream, word); });
}

}  // namespace

int routeMain(std::span<char*> args)
{
    return wordsMain("route", routeHelp, args, route);
}

int volumeMain(std::span<char*> args)
{
    return wordsMain("volume", volumeHelp, args, volume);
}

}  // namespace dsproxy::cli

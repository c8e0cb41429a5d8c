// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/service/ask.h"

#include "cli/log/utf8.h"
#include "cli/run/messages.h"
#include "cli/run/terminal.h"

#include <charconv>

namespace dsproxy::cli {

int failed(const Error& error)
{
    Terminal(STDERR_FILENO).notice(describe(error));
    return exitFailed;
}

int withService(const std::function<int(ServiceClient&)>& act)
{
    const auto client = ServiceClient::connect();
    return client ? act(**client) : failed(client.error());
}

std::expected<std::uint32_t, UsageError> idNamed(std::string_view text, std::string_view what)
{
    std::uint32_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc() || end != text.data() + text.size() || id == 0)
        return wrong("{} is not the number of a {}; dsproxy list shows them", printable(text),
                     what);
    return id;
}

Result<Dictionary> streamOf(ServiceClient& service, std::uint32_t id)
{
    auto streams = service.list("ListStreams");
    if (!streams)
        return std::unexpected(streams.error());
    for (Dictionary& stream : *streams)
        if (stream.get<std::uint32_t>("id") == id)
            return std::move(stream);
    return fail(ErrorCode::Service, ENOENT, std::format("stream {}", id));
}

namespace {

std::expected<ListOptions, UsageError> parseListOptions(std::string_view command,
                                                        std::span<char* const> args)
{
    ListOptions options;
    const Option rows[] = {flag("json", 0, options.json), flag("quiet", 'q', options.quiet),
                           flag("help", 'h', options.help)};
    auto words = parseOptions(command, rows, Operands::AmongOptions, args);
    if (!words)
        return std::unexpected(words.error());
    options.words = std::move(*words);
    return options;
}

}  // namespace

int wordsMain(std::string_view command, std::string_view help, std::span<char* const> args,
              const std::function<int(const std::vector<std::string>&)>& act)
{
    bool helped = false;
    const Option rows[] = {flag("help", 'h', helped)};
    const auto words = parseOptions(command, rows, Operands::AmongOptions, args);
    if (!words)
        return complain(words.error());
    return helped ? answer(help) : act(*words);
}

int listMain(std::string_view command, std::string_view help, std::span<char* const> args,
             const std::function<int(const ListOptions&)>& act)
{
    const auto options = parseListOptions(command, args);
    if (!options)
        return complain(options.error());
    if (options->help)
        return answer(help);
    if (!options->words.empty())
        return complain({std::format("dsproxy {} takes no words, but {}", command,
                                     printable(options->words.front()))});
    return act(*options);
}

}  // namespace dsproxy::cli

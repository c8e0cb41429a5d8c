// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/show/show.h"

#include "cli/capture/condition.h"
#include "cli/option_parser.h"
#include "cli/run/messages.h"
#include "cli/run/terminal.h"
#include "cli/show/help.h"
#include "cli/show/show_text.h"

namespace dsproxy::cli {

namespace {

constexpr int exitFailed = 1;

struct ShowOptions {
    std::string file;
    bool json = false;
    bool help = false;
};

std::expected<ShowOptions, UsageError> parse(std::span<char* const> args)
{
    ShowOptions options;
    const Option rows[] = {flag("json", 0, options.json), flag("help", 'h', options.help)};
    const auto rest = parseOptions("show", rows, Operands::AmongOptions, args);
    if (!rest)
        return std::unexpected(rest.error());
    if (options.help)
        return options;
    if (rest->size() != 1 || rest->front().empty())
        return wrong("one capture file is wanted; write dsproxy show [OPTIONS] FILE");
    options.file = rest->front();
    return options;
}

Result<void> read(const std::string& file, Summary& summary)
{
    const auto reader = capture_file::CaptureReader::open(file);
    if (!reader)
        return std::unexpected(reader.error());
    for (;;) {
        const auto record = (*reader)->next();
        if (!record)
            return std::unexpected(record.error());
        if (!*record)
            return {};
        std::visit([&](const auto& one) { summary(one); }, **record);
    }
}

int show(const ShowOptions& options)
{
    Terminal terminal(STDERR_FILENO);
    Summary summary;
    const auto done = read(options.file, summary);
    if (!done)
        terminal.notice(describe(done.error()));
    if (!done && summary.events() == 0)
        return exitFailed;
    const int shown =
        answer(options.json ? showJson(summary, options.file) : showText(summary, options.file));
    if (summary.damagedBytes() > 0)
        terminal.notice(damageText(options.file, summary.damagedBytes()));
    if (!summary.whole())
        terminal.notice(cutOffText(options.file));
    return !done || summary.damagedBytes() > 0 ? exitFailed : shown;
}

}  // namespace

int showMain(std::span<char*> args)
{
    const auto options = parse(args);
    if (!options)
        return complain(options.error());
    return options->help ? answer(showHelp) : show(*options);
}

}  // namespace dsproxy::cli

// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/service/record.h"

#include "cli/service/ask.h"
#include "cli/service/help.h"
#include "cli/service/view_text.h"

#include <format>

namespace dsproxy::cli {

namespace {

int start(ServiceClient& service, const RecordOptions& options)
{
    const auto id = service.startRecording(options.order);
    return id ? answer(std::format("{}\n", *id)) : failed(id.error());
}

int control(ServiceClient& service, const RecordOptions& options)
{
    if (options.command == "last") {
        const auto saved = service.saveLast(options.order);
        return saved ? 0 : failed(saved.error());
    }
    const auto done = service.controlRecording(options.recording, options.command);
    return done ? 0 : failed(done.error());
}

int list(ServiceClient& service, const RecordOptions& options)
{
    const auto recordings = service.list("ListRecordings");
    if (!recordings)
        return failed(recordings.error());
    return answer(options.json ? viewsJson(*recordings) : recordingsText(*recordings));
}

}  // namespace

int recordMain(std::span<char*> args)
{
    const auto options = parseRecordOptions(args);
    if (!options)
        return complain(options.error());
    if (options->help)
        return answer(recordHelp);
    return withService([&](ServiceClient& service) {
        if (options->list)
            return list(service, *options);
        return options->command.empty() ? start(service, *options) : control(service, *options);
    });
}

}  // namespace dsproxy::cli

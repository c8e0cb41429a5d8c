// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/run/sink_names.h"

#include "engine/sinks/registry.h"

namespace dsproxy::cli {

namespace {

void append(std::string& list, std::string_view word)
{
    if (!list.empty())
        list += ", ";
    list += word;
}

std::string_view placeholder(SinkPlace place)
{
    switch (place) {
    case SinkPlace::Files:
        return ":FILE";
    case SinkPlace::Device:
        return ":DEVICE";
    case SinkPlace::Stdout:
    case SinkPlace::Nowhere:
        break;
    }
    return "";
}

}  // namespace

std::string knownEndings()
{
    std::string list;
    for (const SinkKind* kind : sinkKinds())
        for (const std::string_view extension : kind->extensions)
            if (!extension.empty())
                append(list, extension);
    return list;
}

std::string knownSinks()
{
    std::string list;
    for (const SinkKind* kind : sinkKinds())
        append(list, std::string(kind->name).append(placeholder(kind->place)));
    return list;
}

}  // namespace dsproxy::cli

// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/log/names.h"
#include "cli/log/utf8.h"
#include "cli/run/messages.h"
#include "cli/run/running_time.h"

#include <format>

namespace dsproxy::cli {

namespace {

/// "/x/demo.wav", "oss:/dev/dsp1", "stdout".
std::string placeOf(const Notice& notice)
{
    const std::string path = printable(notice.path);
    if (notice.kind->place == SinkPlace::Files)
        return path;
    return notice.kind->hasPath() ? std::format("{}:{}", notice.kind->name, path)
                                  : std::string(notice.kind->name);
}

std::string keptTime(const Notice& notice)
{
    return clockText(notice.format.duration(notice.kept));
}

std::string completed(const Notice& notice)
{
    return std::format("{} holds {} of {}", placeOf(notice), keptTime(notice),
                       paramsText(notice.format.params()));
}

/// Only files keep what they got.
std::string failed(const Notice& notice)
{
    const std::string place = placeOf(notice);
    const bool full = notice.error.code == ErrorCode::NoSpace;
    const std::string cause = full ? "the disk is full: " : causeText(notice.error) + "; ";
    if (notice.kind->place != SinkPlace::Files)
        return std::format("{}{} gets no more, the program plays on", cause, place);
    if (notice.kept == Frames(0))
        return std::format("{}nothing is kept in {}; the program plays on", cause, place);
    return std::format("{}{} are kept in {}; the program plays on", cause, keptTime(notice), place);
}

std::string captureEnded(const Notice& notice)
{
    const std::string path = printable(notice.path);
    if (notice.error.code == ErrorCode::NoSpace)
        return std::format("the disk is full: the capture in {} ends here; the program plays on",
                           path);
    return std::format("{}; the capture ends here, the program plays on", causeText(notice.error));
}

std::string notRecorded(const Notice& notice)
{
    const std::string lost = std::format("a stream of {} does not go to {}",
                                         paramsText(notice.format.params()), placeOf(notice));
    if (notice.error.sys == EBUSY)
        return lost + ", which takes one at a time; add --record FILE to keep it";
    if (notice.error.code == ErrorCode::Unsupported)
        return lost + ", which has no such format; add --record FILE.raw, which has them all";
    return std::format("{}: {}", lost, describe(notice.error));
}

std::string hole(const Notice& notice)
{
    return std::format("{} of sound are missing in {} behind {}: the disk was too slow for them",
                       clockText(notice.format.duration(notice.lost)), placeOf(notice),
                       keptTime(notice));
}

}  // namespace

std::string describe(const Notice& notice)
{
    switch (notice.what) {
    case Notice::What::Completed:
        return completed(notice);
    case Notice::What::Failed:
        return failed(notice);
    case Notice::What::CaptureEnded:
        return captureEnded(notice);
    case Notice::What::NotRecorded:
        return notRecorded(notice);
    case Notice::What::Begun:
        return std::format("{} begins", placeOf(notice));
    case Notice::What::Hole:
        return hole(notice);
    case Notice::What::Ended:
        return "the recording has ended";
    }
    return causeText(notice.error);
}

}  // namespace dsproxy::cli

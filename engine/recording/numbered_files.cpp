// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/recording/numbered_files.h"

#include <filesystem>

namespace dsproxy {

std::string segmentPath(const std::string& path, int number)
{
    const std::filesystem::path whole(path);
    const std::string name = whole.stem().string() + "-" + std::to_string(number);
    return whole.parent_path() / (name + whole.extension().string());
}

NumberedFiles::NumberedFiles(SinkSpec spec, Tags tags, OpenSink open)
    : spec_(std::move(spec)), tags_(std::move(tags)), open_(std::move(open))
{
}

int NumberedFiles::reserve()
{
    std::error_code ignored;
    ++last_;
    while (last_ > 1 && spec_.kind->place == SinkPlace::Files &&
           std::filesystem::exists(segmentPath(spec_.path, last_), ignored))
        ++last_;
    return last_;
}

void NumberedFiles::giveBack(int number)
{
    if (number == last_)
        --last_;  // the next one takes its place
}

Result<std::string> NumberedFiles::place(StreamId, int number)
{
    const bool named = number == 1 || spec_.kind->place != SinkPlace::Files;
    return named ? spec_.path : segmentPath(spec_.path, number);
}

Result<std::unique_ptr<Sink>> NumberedFiles::open(StreamId, const std::string& path,
                                                  const Format& format)
{
    SinkSpec spec = spec_;
    spec.path = path;
    return open_(spec, format, tags_);
}

}  // namespace dsproxy

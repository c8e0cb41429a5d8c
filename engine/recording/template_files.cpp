// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/recording/template_files.h"

#include "engine/recording/file_name.h"
#include "engine/recording/music_folder.h"
#include "engine/recording/new_file.h"
#include "engine/recording/tag_sources.h"

#include <pwd.h>
#include <unistd.h>

namespace dsproxy {
namespace {

std::string userName(uid_t uid)
{
    std::array<char, 16384> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    ::getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found);
    return found ? found->pw_name : std::to_string(uid);
}

std::tm localTime()
{
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    ::localtime_r(&now, &local);
    return local;
}

}  // namespace

TemplateFiles::TemplateFiles(const RecordingSettings& settings)
    : spec_{settings.kind, recordingFolder(settings.folder), settings.options},
      name_(settings.name), tags_(settings.tags), playerOf_(settings.playerOf), open_(settings.open)
{
}

void TemplateFiles::rename(StreamId stream, const std::string& song, const std::string& label)
{
    facts_[stream].song = song;
    facts_[stream].label = label;
}

std::string TemplateFiles::program(StreamId stream) const
{
    const auto found = facts_.find(stream);
    return found == facts_.end() ? std::string() : programName(found->second.program);
}

void TemplateFiles::giveBack(int number)
{
    if (number == last_)
        --last_;
}

Result<std::string> TemplateFiles::place(StreamId writer, int number)
{
    NameFacts facts{.stream = facts_[writer],
                    .user = userName(facts_[writer].uid),
                    .format = std::string(spec_.kind->name),
                    .time = localTime(),
                    .number = number};
    player_ = playerOf_ ? playerOf_(facts.stream.pid) : std::nullopt;
    if (facts.stream.song.empty() && player_)
        facts.stream.song = player_->title;
    return makeNewFile(spec_.path + "/" + fileName(name_, facts),
                       std::string(spec_.kind->extensions[0]));
}

Result<std::unique_ptr<Sink>> TemplateFiles::open(StreamId writer, const std::string& path,
                                                  const Format& format)
{
    const StreamFacts& facts = facts_[writer];
    SinkSpec spec = spec_;
    spec.path = path;
    auto sink = open_(spec, format,
                      recordingTags({.said = tags_,
                                     .player = player_,
                                     .song = facts.song,
                                     .label = facts.label,
                                     .program = programName(facts.program)}));
    if (!sink)
        ::unlink(path.c_str());
    return sink;
}

}  // namespace dsproxy

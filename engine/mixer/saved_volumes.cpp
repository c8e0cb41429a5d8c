// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/mixer/saved_volumes.h"

#include "engine/rules/rule_file.h"

#include <stdio.h>  // renameat2

#include <fcntl.h>

#include <algorithm>
#include <format>

namespace dsproxy {

namespace {

constexpr std::uint64_t never = ~std::uint64_t{0};
constexpr int asideMax = 9;

bool isName(std::string_view program)
{
    return std::ranges::none_of(program, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

}  // namespace

Result<SavedVolumes> SavedVolumes::load(const std::string& path)
{
    SavedVolumes saved(path);
    const auto text = readRules(path);
    if (!text && text.error().sys == ENOENT)
        return saved;
    if (!text && text.error().sys != EFBIG)
        return std::unexpected(text.error());
    ParsedVolumes parsed = parseVolumes(text.value_or(""));
    saved.programs_ = std::move(parsed.programs);
    if (parsed.whole)
        return saved;
    return saved.putAside().transform([&] {
        saved.due_ns_ = 0;
        return std::move(saved);
    });
}

/// Earlier ones stay, a few of them.
Result<void> SavedVolumes::putAside()
{
    for (int number = 1; number <= asideMax; ++number) {
        spoiled_ = number == 1 ? path_ + ".bad" : std::format("{}.bad{}", path_, number);
        const unsigned flags = number < asideMax ? RENAME_NOREPLACE : 0;
        if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, spoiled_.c_str(), flags) == 0)
            return {};
        if (errno != EEXIST)
            break;
    }
    return fail(ErrorCode::WriteFailed, errno, spoiled_);
}

std::optional<MixerValues> SavedVolumes::find(std::string_view program) const
{
    const auto found = std::ranges::find(programs_, program, &ProgramVolumes::program);
    return found == programs_.end() ? std::nullopt : std::optional(found->values);
}

void SavedVolumes::keep(const std::string& program, const MixerValues& values, std::uint64_t now_ns)
{
    if (find(program).value_or(untouchedMixer()) == values || !isName(program))
        return;
    std::erase_if(programs_, [&](const auto& old) { return old.program == program; });
    if (values != untouchedMixer())
        programs_.push_back({program, values});
    if (programs_.size() > programsMax)
        programs_.erase(programs_.begin());
    due_ns_ = std::min(due_ns_, now_ns + delay_ns);
}

Result<void> SavedVolumes::save(std::uint64_t now_ns)
{
    if (due_ns_ == never)
        return {};
    due_ns_ = now_ns + delay_ns;
    const auto file = RuleFile::lock(path_);
    if (!file)
        return std::unexpected(file.error());
    return file->replace(volumesText(programs_)).transform([this] { due_ns_ = never; });
}

}  // namespace dsproxy

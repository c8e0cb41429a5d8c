// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/program_rules.h"

#include <algorithm>
#include <cstring>

namespace dsproxy::process {

namespace {

bool says(const std::optional<OpenRule>& rule, oss_override word)
{
    return rule && (rule->overrides.flags & word);
}

void overrideStream(oss_dsp& dsp, bool capture, const std::optional<OpenRule>& rule,
                    std::uint64_t now_ns)
{
    if (rule)
        oss_dsp_override(&dsp, capture, &rule->overrides, now_ns);
}

Event eventOf(Event event, const OpenRule& rule, bool capture)
{
    event.kind = EventKind::Rule;
    event.capture = capture;
    event.value = static_cast<std::uint32_t>(rule.line);
    event.in_bytes = static_cast<std::uint16_t>(std::min(rule.text.size(), sizeof event.in));
    std::memcpy(event.in, rule.text.data(), event.in_bytes);
    return event;
}

}  // namespace

ProgramRules ProgramRules::of(const OpenRules* rules, const Task& task, const OpenMode& mode)
{
    ProgramRules found;
    if (!rules)
        return found;
    const ProgramNames program{task.executable(), Task(task.process()).comm()};
    const uid_t uid = task.uid();
    if (mode.write)
        found.play_ = rules->find(program, uid, Direction::Playback);
    if (mode.read)
        found.capture_ = rules->find(program, uid, Direction::Capture);
    return found;
}

OpenMode ProgramRules::restricted(OpenMode mode) const
{
    const auto any = [&](oss_override word) { return says(play_, word) || says(capture_, word); };
    mode.write = mode.write && !says(play_, OSS_OVERRIDE_DISABLE);
    mode.read = mode.read && !says(capture_, OSS_OVERRIDE_DISABLE) && !any(OSS_OVERRIDE_NO_CAPTURE);
    mode.free_running =
        any(OSS_OVERRIDE_FREE_RUNNING) || (mode.free_running && !any(OSS_OVERRIDE_REAL_TIME));
    return mode;
}

void ProgramRules::apply(oss_dsp& dsp, std::uint64_t now_ns) const
{
    overrideStream(dsp, false, play_, now_ns);
    overrideStream(dsp, true, capture_, now_ns);
}

void ProgramRules::describe(Event event, const std::function<void(const Event&)>& tell) const
{
    if (play_)
        tell(eventOf(event, *play_, false));
    if (capture_ && (!play_ || play_->line != capture_->line))
        tell(eventOf(event, *capture_, true));
}

}  // namespace dsproxy::process

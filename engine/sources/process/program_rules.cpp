// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/program_rules.h"

#include <algorithm>
#include <cstring>

namespace dsproxy::process {

namespace {

bool disables(const std::optional<OpenRule>& rule)
{
    return rule && (rule->overrides.flags & OSS_OVERRIDE_DISABLE);
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
    if (mode.write)
        found.play_ = rules->find(program, Direction::Playback);
    if (mode.read)
        found.capture_ = rules->find(program, Direction::Capture);
    return found;
}

OpenMode ProgramRules::restricted(OpenMode mode) const
{
    mode.write = mode.write && !disables(play_);
    mode.read = mode.read && !disables(capture_);
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

// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/service/why.h"

#include "cli/rules/load.h"
#include "cli/rules/why.h"
#include "cli/service/ask.h"
#include "cli/service/help.h"
#include "cli/service/view_text.h"

namespace dsproxy::cli {

namespace {

StreamFacts factsOf(const Dictionary& view)
{
    StreamFacts facts;
    facts.id = view.get<std::uint32_t>("id");
    facts.program = {view.get<std::string>("path"), view.get<std::string>("program")};
    facts.pid = static_cast<pid_t>(view.get<std::int64_t>("pid"));
    facts.uid = view.get<std::uint32_t>("uid");
    facts.direction = view.get<bool>("capture") ? Direction::Capture : Direction::Playback;
    return facts;
}

int explain(const Dictionary& stream)
{
    const auto rules = loadRules(std::nullopt);
    if (!rules)
        return failed(rules.error());
    std::string text = whyText(rules->table, factsOf(stream));
    if (stream.get<bool>("is_sound_server"))
        text += "It is a sound server, which would hear itself: it goes to no live sink.\n";
    return answer(text);
}

int why(const std::vector<std::string>& words)
{
    if (words.size() != 1)
        return complain({"one stream is wanted; write dsproxy why STREAM"});
    const auto id = idNamed(words.front(), "stream");
    if (!id)
        return complain(id.error());
    return withService([&](ServiceClient& service) {
        const auto found = streamOf(service, *id);
        if (!found)
            return failed(found.error());
        return explain(*found);
    });
}

}  // namespace

int whyMain(std::span<char*> args)
{
    return wordsMain("why", whyHelp, args, why);
}

}  // namespace dsproxy::cli

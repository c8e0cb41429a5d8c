// SPDX-License-Identifier: GPL-2.0-or-later
#include "case.h"
#include "options.h"

#include <fnmatch.h>

namespace dsproxy::check {

namespace {

using List = std::span<const Case> (*)();

constexpr List suite[] = {
    openCases,
    pathCases,
    spellingCases,
    nodeCases,
    paramCases,
    formatCases,
    queryCases,
    chosenAnswerCases,
    fragmentCases,
    bufferCases,
    spaceCases,
    changeCases,
    writeCases,
    fileCallCases,
    drainCases,
    pointerCases,
    triggerCases,
    pollCases,
    epollCases,
    mmapCases,
    mmapRuleCases,
    mmapCaptureCases,
    captureCases,
    duplexCases,
    forkCases,
    dupCases,
    execCases,
    signalCases,
    killCases,
    threadCases,
    mixerCases,
    mixerRuleCases,
    v4InfoCases,
    v4PlayCases,
    v4MixerCases,
    hostileCases,
    hostileTransferCases,
};

constexpr List selfTest[] = {selfTestCases};

bool chosen(const Case& c)
{
    if (c.kind == Kind::Dsproxy && !options().strict)
        return false;
    return options().only.empty() || ::fnmatch(options().only.c_str(), c.name, 0) == 0;
}

}  // namespace

std::vector<Case> chosenCases()
{
    std::vector<Case> result;
    const std::span<const List> lists =
        options().selfTest ? std::span<const List>(selfTest) : std::span<const List>(suite);
    for (const List list : lists) {
        for (const Case& c : list()) {
            if (chosen(c))
                result.push_back(c);
        }
    }
    return result;
}

}  // namespace dsproxy::check

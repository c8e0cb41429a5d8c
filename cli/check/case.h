// SPDX-License-Identifier: GPL-2.0-or-later
/// A case of the suite, and the lists of them.
#pragma once

#include <span>
#include <vector>

namespace dsproxy::check {

enum class Kind {
    Common,   ///< what OSS programs rely on everywhere
    Dsproxy,  ///< implementations differ; docs/oss-semantics.md says what was chosen
};

struct Case {
    const char* name;  ///< "fragment/late-setfragment-is-ignored"
    const char* rule;  ///< row of docs/oss-semantics.md
    Kind kind;
    void (*run)();
};

std::span<const Case> openCases();
std::span<const Case> pathCases();
std::span<const Case> spellingCases();
std::span<const Case> nodeCases();
std::span<const Case> paramCases();
std::span<const Case> formatCases();
std::span<const Case> queryCases();
std::span<const Case> chosenAnswerCases();
std::span<const Case> fragmentCases();
std::span<const Case> bufferCases();
std::span<const Case> spaceCases();
std::span<const Case> changeCases();
std::span<const Case> writeCases();
std::span<const Case> fileCallCases();
std::span<const Case> drainCases();
std::span<const Case> pointerCases();
std::span<const Case> triggerCases();
std::span<const Case> pollCases();
std::span<const Case> epollCases();
std::span<const Case> mmapCases();
std::span<const Case> mmapRuleCases();
std::span<const Case> mmapCaptureCases();
std::span<const Case> captureCases();
std::span<const Case> duplexCases();
std::span<const Case> forkCases();
std::span<const Case> dupCases();
std::span<const Case> execCases();
std::span<const Case> signalCases();
std::span<const Case> killCases();
std::span<const Case> threadCases();
std::span<const Case> mixerCases();
std::span<const Case> mixerRuleCases();
std::span<const Case> v4InfoCases();
std::span<const Case> v4PlayCases();
std::span<const Case> v4MixerCases();
std::span<const Case> hostileCases();
std::span<const Case> hostileTransferCases();
std::span<const Case> selfTestCases();

/// The cases that the options ask for, in the order in which they run.
std::vector<Case> chosenCases();

}  // namespace dsproxy::check

// SPDX-License-Identifier: GPL-2.0-or-later
#include "check.h"

#include "case.h"
#include "exec_peer.h"
#include "options.h"
#include "preflight.h"
#include "report.h"
#include "runner.h"

#include <cstdio>
#include <cstring>
#include <string>

namespace dsproxy::check {

namespace {

const char* kindName(const Case& c)
{
    return c.kind == Kind::Common ? "common" : "dsproxy";
}

int listCases()
{
    for (const Case& c : chosenCases())
        std::printf("%-52s %-8s %s\n", c.name, kindName(c), c.rule);
    return 0;
}

void printFailure(const Case& c, const Outcome& outcome)
{
    std::printf("  ---\n  rule: %s\n  kind: %s\n  failures:\n%s  ...\n", quoted(c.rule).c_str(),
                kindName(c), outcome.yaml.c_str());
}

void printResult(std::size_t number, const Case& c, const Outcome& outcome)
{
    std::printf("%s %zu - %s", outcome.passed ? "ok" : "not ok", number, c.name);
    if (!outcome.skipReason.empty())
        std::printf(" # SKIP %s\n", outcome.skipReason.c_str());
    else
        std::printf(" # time=%.0fms\n", outcome.seconds * 1000);
    if (!outcome.passed)
        printFailure(c, outcome);
    std::fflush(stdout);
}

int runCases(const std::vector<Case>& cases)
{
    std::printf("1..%zu\n", cases.size());
    std::size_t failed = 0;
    std::size_t skipped = 0;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const Outcome outcome = runCase(cases[i]);
        printResult(i + 1, cases[i], outcome);
        failed += outcome.passed ? 0 : 1;
        skipped += outcome.skipReason.empty() ? 0 : 1;
    }
    std::printf("# %zu cases, %zu passed, %zu failed, %zu skipped\n", cases.size(),
                cases.size() - failed - skipped, failed, skipped);
    return failed == 0 ? 0 : 1;
}

int runSuite()
{
    std::printf("TAP version 14\n");
    std::fflush(stdout);
    if (!openReport()) {
        std::printf("Bail out! no shared memory for the report\n");
        return 1;
    }
    if (!options().selfTest) {
        const std::string reason = whyNotReady();
        if (!reason.empty()) {
            std::printf("Bail out! %s\n", reason.c_str());
            return 1;
        }
        std::printf("# device %s, mixer %s, %s\n", options().device.c_str(),
                    options().mixerNode().c_str(), options().strict ? "strict" : "common rules");
    }
    return runCases(chosenCases());
}

}  // namespace

int checkMain(std::span<char*> args)
{
    if (!args.empty() && std::strcmp(args[0], execPeerWord) == 0)
        return execPeerMain(args.subspan(1));
    std::string error;
    const std::optional<Options> parsed = parseOptions(args, error);
    if (!parsed) {
        std::fprintf(stderr, "dsproxy check: %s\n", error.c_str());
        return 2;
    }
    options() = *parsed;
    options().self = wordsBefore(args.size());
    if (options().help)
        return std::fputs(usageText, stdout) < 0 ? 1 : 0;
    return options().list ? listCases() : runSuite();
}

}  // namespace dsproxy::check

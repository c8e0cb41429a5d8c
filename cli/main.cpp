// SPDX-License-Identifier: GPL-2.0-or-later
/// The command `dsproxy`: does what the command line means.
#include "cli/check/check.h"
#include "cli/command.h"
#include "cli/run/run.h"

#include <cstdio>
#include <span>
#include <variant>

namespace {

using namespace dsproxy;
using namespace dsproxy::cli;

struct Perform {
    int operator()(const RunOptions& options) const { return runMain(options); }
    int operator()(const CheckArgs& words) const { return check::checkMain(words.args); }

    int operator()(const Answer& answer) const
    {
        std::fwrite(answer.text.data(), 1, answer.text.size(), stdout);
        return std::fflush(stdout) == 0 ? 0 : 1;
    }

    int operator()(const UsageError& error) const
    {
        std::fprintf(stderr, "dsproxy: %s\n", error.text.c_str());
        return exitUsage;
    }
};

}  // namespace

int main(int argc, char** argv)
{
    std::span args(argv, static_cast<std::size_t>(argc));
    return std::visit(Perform{}, parseCommand(args.subspan(args.empty() ? 0 : 1)));
}

// SPDX-License-Identifier: GPL-2.0-or-later
/// The command `dsproxy`: does what the command line means.
#include "cli/command.h"
#include "cli/subcommands.h"

namespace {

using namespace dsproxy::cli;

struct Perform {
    int operator()(const Invocation& call) const { return call.command->main(call.args); }
    int operator()(const Answer& reply) const { return answer(reply.text); }
    int operator()(const UsageError& error) const { return complain(error); }
};

}  // namespace

int main(int argc, char** argv)
{
    std::span args(argv, static_cast<std::size_t>(argc));
    return std::visit(Perform{}, parseCommand(subcommands(), args.subspan(args.empty() ? 0 : 1)));
}

// SPDX-License-Identifier: GPL-2.0-or-later
#include "options.h"

#include <cstdlib>
#include <cstring>

namespace dsproxy::check {

const char usageText[] =
    "Usage: dsproxy check [OPTION...] [DEVICE]\n"
    "Runs the OSS conformance suite on DEVICE (default /dev/dsp) and prints TAP 14.\n"
    "\n"
    "  --device PATH    the same as DEVICE\n"
    "  --mixer PATH     mixer node (default: `mixer` beside DEVICE)\n"
    "  --only PATTERN   cases whose name matches, as in a shell: 'poll/*'\n"
    "  --strict         also the rules where implementations differ and dsproxy has chosen\n"
    "  --timeout SEC    seconds a case may take before it is killed (default 20)\n"
    "  --list           names, marks and rules of the cases\n"
    "  --self-test      cases about the suite's own watchdog and report; needs no device\n"
    "  --help\n"
    "\n"
    "It plays silence and low noise, records, and sets mixer volumes (and sets them back).\n";

std::string Options::beside(const std::string& name) const
{
    const std::size_t slash = device.rfind('/');
    return slash == std::string::npos ? name : device.substr(0, slash + 1) + name;
}

namespace {

bool takeFlag(const char* word, Options& options)
{
    const struct {
        const char* name;
        bool& flag;
    } flags[] = {{"--strict", options.strict},
                 {"--list", options.list},
                 {"--help", options.help},
                 {"-h", options.help},
                 {"--self-test", options.selfTest}};
    for (const auto& f : flags) {
        if (std::strcmp(word, f.name) == 0)
            return f.flag = true;
    }
    return false;
}

/// The value of `--name VALUE` or `--name=VALUE`; moves I to the last word used.
const char* takeValue(std::span<char*> args, std::size_t& i, const char* name)
{
    const std::size_t length = std::strlen(name);
    if (std::strncmp(args[i], name, length) != 0)
        return nullptr;
    if (args[i][length] == '=')
        return args[i] + length + 1;
    if (args[i][length] == '\0' && i + 1 < args.size())
        return args[++i];
    return nullptr;
}

bool takeOption(std::span<char*> args, std::size_t& i, Options& options)
{
    if (const char* device = takeValue(args, i, "--device"))
        options.device = device;
    else if (const char* mixer = takeValue(args, i, "--mixer"))
        options.mixer = mixer;
    else if (const char* only = takeValue(args, i, "--only"))
        options.only = only;
    else if (const char* timeout = takeValue(args, i, "--timeout"))
        options.timeout = std::atoi(timeout);
    else
        return false;
    return true;
}

}  // namespace

std::optional<Options> parseOptions(std::span<char*> args, std::string& error)
{
    Options result;
    for (std::size_t i = 0; i < args.size(); ++i) {
        if (takeFlag(args[i], result) || takeOption(args, i, result))
            continue;
        if (args[i][0] == '-') {
            error = std::string(args[i]) + " is unknown or lacks its value; see --help";
            return {};
        }
        result.device = args[i];
    }
    if (result.timeout < 1) {
        error = "--timeout needs a number of seconds, at least 1";
        return {};
    }
    return result;
}

Options& options()
{
    static Options current;
    return current;
}

}  // namespace dsproxy::check

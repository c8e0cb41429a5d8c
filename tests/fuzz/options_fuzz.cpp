// SPDX-License-Identifier: GPL-2.0-or-later
/// Any command line of `dsproxy run`, any sink: words are separated by NUL bytes.
#include "bytes.h"
#include "cli/log/utf8.h"
#include "cli/run/options.h"
#include "engine/sinks/sink_spec.h"
#include "must.h"

#include <vector>

namespace {

using namespace dsproxy;
using fuzz::must;

std::vector<std::string> wordsOf(const std::string& text)
{
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\0', at), text.size());
        words.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

bool isPlainLine(const std::string& text)
{
    return !text.empty() && isUtf8(text) && text.find('\n') == std::string::npos &&
           text.find('\x1b') == std::string::npos;
}

void parseLine(std::vector<std::string>& words)
{
    std::vector<char*> pointers;
    for (std::string& word : words)
        pointers.push_back(word.data());
    const auto options = cli::parseRunOptions(pointers);
    if (!options) {
        must(isPlainLine(options.error().text), "what is wrong is said in one plain line");
        return;
    }
    must(options->help || !options->program.empty(), "there is a program to run");
    must(options->program.size() <= words.size(), "no word of the program is invented");
    for (const SinkSpec& sink : options->sinks)
        must(sink.kind != nullptr, "a sink is of some kind");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    std::vector<std::string> words = wordsOf(text);
    for (const std::string& word : words) {
        if (const auto sink = parseSink(word))
            must(sink->kind != nullptr, "a sink is of some kind");
        if (const auto file = parseRecording(word))
            must(file->kind != nullptr, "a recording is of some kind");
    }
    parseLine(words);
    return 0;
}

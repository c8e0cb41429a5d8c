// SPDX-License-Identifier: GPL-2.0-or-later
#include "report.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstring>

namespace dsproxy::check {

namespace {

constexpr std::size_t textBytes = 1 << 16;
constexpr std::size_t stepBytes = 160;
constexpr unsigned steps = 64;

struct Shared {
    std::atomic<unsigned> used;
    std::atomic<unsigned> failures;
    std::atomic<unsigned> nextStep;
    pid_t casePid;
    char skip[512];
    char step[steps][stepBytes];
    char text[textBytes];
};

Shared* shared = nullptr;

void copyText(char* to, std::size_t size, std::string_view from)
{
    const std::size_t n = std::min(from.size(), size - 1);
    std::memcpy(to, from.data(), n);
    to[n] = '\0';
}

void appendText(std::string_view text)
{
    const unsigned at = shared->used.fetch_add(static_cast<unsigned>(text.size()));
    if (at + text.size() < textBytes)
        std::memcpy(shared->text + at, text.data(), text.size());
}

}  // namespace

bool openReport()
{
    void* memory =
        ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return false;
    shared = static_cast<Shared*>(memory);
    return true;
}

void startReport()
{
    std::memset(static_cast<void*>(shared), 0, sizeof *shared);
    shared->casePid = ::getpid();
}

std::string quoted(std::string_view text)
{
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            result += '\\';
        if (static_cast<unsigned char>(c) < 0x20)
            result += ' ';
        else
            result += c;
    }
    return result + "\"";
}

void reportFailure(const Failure& failure)
{
    if (shared->failures.fetch_add(1) >= 20)
        return;
    std::string text = "    - what: " + quoted(failure.what) + "\n";
    text += "      expected: " + quoted(failure.expected) + "\n";
    text += "      got: " + quoted(failure.got) + "\n";
    if (!failure.place.empty())
        text += "      at: " + quoted(failure.place) + "\n";
    text += "      did:\n";
    for (const std::string& step : failure.did)
        text += "        - " + quoted(step) + "\n";
    appendText(text);
}

void reportSkip(std::string_view reason)
{
    copyText(shared->skip, sizeof shared->skip, reason);
}

unsigned noteBegin(std::string_view step)
{
    const unsigned slot = shared->nextStep.fetch_add(1) % steps;
    std::string text = ::getpid() == shared->casePid ? "" : "child: ";
    text += step;
    copyText(shared->step[slot], stepBytes, text);
    return slot;
}

void noteEnd(unsigned slot, std::string_view result)
{
    const std::size_t length = ::strnlen(shared->step[slot], stepBytes - 1);
    copyText(shared->step[slot] + length, stepBytes - length, result);
}

void note(std::string_view step)
{
    noteBegin(step);
}

std::vector<std::string> lastSteps(std::size_t most)
{
    std::vector<std::string> result;
    const unsigned next = shared->nextStep;
    const unsigned count = std::min({next, steps, static_cast<unsigned>(most)});
    for (unsigned i = next - count; i != next; ++i)
        result.emplace_back(shared->step[i % steps],
                            ::strnlen(shared->step[i % steps], stepBytes - 1));
    return result;
}

Report readReport()
{
    Report report;
    report.failures = shared->failures;
    report.yaml.assign(shared->text, ::strnlen(shared->text, textBytes - 1));
    report.skipReason = shared->skip;
    return report;
}

}  // namespace dsproxy::check

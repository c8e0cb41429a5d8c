// SPDX-License-Identifier: GPL-2.0-or-later
#include "printers.h"

#include "must.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>

namespace dsproxy::fuzz {

namespace {

constexpr u32 plenty = 4096;

bool isPlain(char c)
{
    return c >= ' ' && c <= '~';
}

/// PRINT(AT, SIZE) with little room must give the beginning of what it gives with plenty. The room
/// is of the heap, where the sanitizer sees the first byte beyond. LINES: there may be several.
template <typename Print> void printTwice(u32 size, Print print, bool lines = false)
{
    const auto all = std::make_unique<char[]>(plenty);
    const u32 length = print(all.get(), plenty);
    must(length < plenty, "a line is short");
    must(std::strlen(all.get()) == length, "the length is that of the text");
    must(std::all_of(all.get(), all.get() + length,
                     [=](char c) { return isPlain(c) || (lines && c == '\n'); }),
         "the text is printable");

    const auto room = std::make_unique<char[]>(size);
    must(print(room.get(), size) == length, "the length does not depend on the room");
    if (size == 0)
        return;
    const u32 kept = std::min(length, size - 1);
    must(room[kept] == '\0', "the text ends with a NUL");
    must(std::string_view(room.get(), kept) == std::string_view(all.get(), kept),
         "what is cut off is the end");
}

}  // namespace

void printInto(const oss_printable& call, u32 size)
{
    printTwice(size, [&](char* at, u32 n) { return oss_print_english(&call, at, n); });
    printTwice(size, [&](char* at, u32 n) { return oss_print_strace(&call, at, n); });
}

void printFormatInto(u32 afmt, u32 size)
{
    printTwice(size, [&](char* at, u32 n) { return oss_print_format(afmt, at, n); });
}

void printSndstatInto(const oss_device& device, u32 size)
{
    const auto print = [&](char* at, u32 n) { return oss_device_sndstat(&device, at, n); };
    printTwice(size, print, true);
}

void lookUpNames(u32 number)
{
    const char* error = oss_errno_name(static_cast<int>(number));
    must(!error || error[0] == 'E', "an errno's name begins with E");
    const char* channel = oss_mixer_channel_name(number);
    must((channel != nullptr) == (number < 25), "25 channels have a name");
    const char* misuse = oss_misuse_text(number);
    must(!misuse || std::strlen(misuse) > 10, "a misuse is explained");
}

}  // namespace dsproxy::fuzz

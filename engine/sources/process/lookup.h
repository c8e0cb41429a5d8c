// SPDX-License-Identifier: GPL-2.0-or-later
/// From a descriptor of a task to the open behind it, and from a task to its name; with a memory.
#pragma once

#include "engine/sources/process/device.h"
#include "engine/sources/process/number_range.h"

#include <array>

namespace dsproxy::process {

/// What a number of the program refers to.
struct Found {
    enum class Through { Number, Channel, PlayMap, CaptureMap };
    Open* open = nullptr;
    Through through = Through::Number;

    explicit operator bool() const { return open != nullptr; }
};

/// Asking /proc costs more than the rest of a call. The memory is sound because every call that
/// changes a number of the range is trapped and forgets it; entries end after a second anyway,
/// for what no trap shows (a reused task id).
class Lookup {
public:
    Lookup(Device& device, NumberRange range) : device_(device), range_(range) {}

    Found find(const Task& task, int fd, std::uint64_t now_ns);
    Actor actor(const Task& task, std::uint64_t now_ns);

    Found byIdentity(const FileIdentity& file) const;

    /// A number of the range is about to mean something else, in whatever task.
    void forget(int fd);
    /// An open went, or a program was replaced by exec.
    void forgetAll();

private:
    struct Number {
        pid_t tid = 0;
        int fd = -1;
        std::uint64_t until_ns = 0;
        Found found;
    };
    struct Name {
        pid_t tid = 0;
        std::uint64_t until_ns = 0;
        std::string comm;
    };

    Device& device_;
    NumberRange range_;
    std::array<Number, 256> numbers_;
    std::array<Name, 64> names_;
};

}  // namespace dsproxy::process

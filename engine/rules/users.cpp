// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/rules/users.h"

#include <pwd.h>

#include <cerrno>
#include <vector>

namespace dsproxy {

std::optional<uid_t> systemUser(const std::string& name)
{
    constexpr std::size_t bytesMax = 1024 * 1024;
    std::vector<char> buffer(4096);
    for (;;) {
        passwd entry{};
        passwd* found = nullptr;
        const int error = ::getpwnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found);
        if (error != ERANGE || buffer.size() >= bytesMax)
            return found ? std::optional(entry.pw_uid) : std::nullopt;
        buffer.resize(buffer.size() * 2);
    }
}

}  // namespace dsproxy

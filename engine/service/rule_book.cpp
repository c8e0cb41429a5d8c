// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/service/rule_book.h"

#include "engine/rules/rule_file.h"
#include "engine/rules/users.h"

#include <sys/stat.h>

namespace dsproxy {

void RuleBook::refresh()
{
    struct stat status;
    if (path_.empty() || ::stat(path_.c_str(), &status) != 0) {
        table_ = {};
        changed_ = {};
        return;
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    const bool same = changed_.tv_sec == status.st_mtim.tv_sec &&
                      changed_.tv_nsec == status.st_mtim.tv_nsec && size_ == size;
    if (same)
        return;
    const auto text = readRules(path_);
    if (!text)
        return;
    table_ = RuleTable::parse(*text);
    table_.resolveUsers(systemUser);
    changed_ = status.st_mtim;
    size_ = size;
}

StreamPolicy RuleBook::policyFor(const StreamFacts& stream)
{
    const std::lock_guard guard(lock_);
    refresh();
    return table_.policyFor(stream.program, stream.uid, stream.direction);
}

}  // namespace dsproxy

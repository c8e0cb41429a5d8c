// SPDX-License-Identifier: GPL-2.0-or-later
/// The user's rules, read again when their file has changed.
#pragma once

#include "engine/routes/stream_facts.h"
#include "engine/rules/rule_table.h"

#include <ctime>
#include <mutex>
#include <string>

namespace dsproxy {

/// Any thread. A file that cannot be read leaves the rules as they were.
class RuleBook {
public:
    /// PATH empty: there are no rules.
    explicit RuleBook(std::string path) : path_(std::move(path)) {}

    StreamPolicy policyFor(const StreamFacts& stream);

private:
    void refresh();

    const std::string path_;
    std::mutex lock_;
    RuleTable table_;
    timespec changed_{};
    std::size_t size_ = 0;
};

}  // namespace dsproxy

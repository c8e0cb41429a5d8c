// SPDX-License-Identifier: GPL-2.0-or-later
/// The rules of a file: which one holds for a program, and the text that they are kept in.
#pragma once

#include "engine/rules/rule.h"
#include "engine/seam/open_rules.h"

#include <functional>
#include <map>
#include <vector>

namespace dsproxy {

/// Which directions a line is about; nothing: both.
using RuleScope = std::optional<Direction>;

/// ALSA has a file for each direction, this is one for both: what follows `[playback]` or
/// `[capture]` holds for that direction, what comes before either holds for both. Of several lines
/// for one program the last counts; `erase` ends the rules above it. A full path is a better match
/// than the name of the executable's file, that a better one than the name of the process.
///
/// Pure: opens no file. Reading it from several threads is safe while nobody changes it.
class RuleTable final : public OpenRules {
public:
    /// Any text. Lines that make no sense have no effect, are in faults(), and stay in text().
    static RuleTable parse(std::string_view text);

    /// Byte for byte what was parsed, apart from lines that were added or removed since.
    std::string text() const;
    const std::vector<RuleFault>& faults() const { return faults_; }

    enum class MatchedBy { Path, FileName, TaskName };
    struct Match {
        std::size_t line;
        MatchedBy by;
        Rule rule;
        RuleScope scope;  ///< of the section that the line is in
    };
    std::optional<Match> match(const ProgramNames& program, Direction direction) const;
    std::optional<OpenRule> find(const ProgramNames& program, Direction direction) const override;

    /// Those that hold in a direction, in the order of their lines.
    std::vector<Rule> rules(Direction direction) const;

    /// In place of the rule that this program has in exactly this scope, or behind its others.
    void add(const Rule& rule, RuleScope scope);
    /// False when there was none. A rule for both directions stays in the other one.
    bool remove(std::string_view program, RuleScope scope);
    /// All rules of a scope; comments stay.
    void erase(RuleScope scope);

private:
    struct Line {
        enum class Kind { Remark, Section, Rule, Erase, Fault };
        Kind kind = Kind::Remark;
        std::string raw;  ///< with its end, if it has one
        RuleScope scope;  ///< of a section: what follows it
        dsproxy::Rule rule{};
    };

    static std::expected<Line, RuleFault> parseLine(std::string_view text, RuleScope scope);
    std::map<std::string_view, const Line*> active(Direction direction) const;
    std::optional<std::size_t> endOf(RuleScope scope) const;
    void insert(const Rule& rule, RuleScope scope);
    void narrow(Direction scope, const std::function<bool(const Line&)>& chosen);

    std::vector<Line> lines_;
    std::vector<RuleFault> faults_;
};

}  // namespace dsproxy

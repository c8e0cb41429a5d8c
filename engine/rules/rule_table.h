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
/// than the name of the executable's file, that a better one than the name of the process, and any
/// name a better one than a pattern. A rule for another user matches nothing.
///
/// Pure: opens no file. Reading it from several threads is safe while nobody changes it.
class RuleTable final : public OpenRules {
public:
    /// Any text. Lines that make no sense have no effect, are in faults(), and stay in text().
    static RuleTable parse(std::string_view text);

    /// Finds the users whom rules name; those that LOOKUP does not know have no rule.
    void resolveUsers(const std::function<std::optional<uid_t>(const std::string& name)>& lookup);

    /// Byte for byte what was parsed, apart from lines that were added or removed since.
    std::string text() const;
    const std::vector<RuleFault>& faults() const { return faults_; }

    enum class MatchedBy { Path, FileName, TaskName, Pattern };
    enum class Verdict {
        Holds,      ///< this one
        LessExact,  ///< the rule in line `because` matches by more
        Earlier,    ///< the rule in line `because` comes later
        Erased,     ///< by line `because`
        OtherUser,
    };
    struct Match {
        std::size_t line;
        MatchedBy by;
        Rule rule;
        RuleScope scope;  ///< of the section that the line is in
        Verdict verdict = Verdict::Holds;
        std::size_t because = 0;
    };
    /// Every rule that matches the program by a name, in the order of the lines.
    std::vector<Match> considered(const ProgramNames& program, uid_t uid,
                                  Direction direction) const;
    /// The one of them that holds.
    std::optional<Match> match(const ProgramNames& program, uid_t uid, Direction direction) const;
    std::optional<OpenRule> find(const ProgramNames& program, uid_t uid,
                                 Direction direction) const override;
    /// What it says of routes, recordings and volume; without one, a policy of line 0.
    StreamPolicy policyFor(const ProgramNames& program, uid_t uid, Direction direction) const;

    /// Whether any rule is about routes, recordings or volume.
    bool hasPolicies() const;
    /// Those that hold in a direction, in the order of their lines.
    std::vector<Rule> rules(Direction direction) const;

    /// In place of the rule that this program and user have in exactly this scope, or behind its
    /// others.
    void add(const Rule& rule, RuleScope scope);
    /// Of all users. False when there was none. A rule for both directions stays in the other one.
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
    /// A program may have a rule for each user, and one for all.
    using Key = std::pair<std::string_view, std::string_view>;
    static Key keyOf(const Rule& rule);
    std::map<Key, const Line*> active(Direction direction) const;
    std::optional<std::size_t> endOf(RuleScope scope) const;
    void insert(const Rule& rule, RuleScope scope);
    void narrow(Direction scope, const std::function<bool(const Line&)>& chosen);

    std::vector<Line> lines_;
    std::vector<RuleFault> faults_;
};

}  // namespace dsproxy

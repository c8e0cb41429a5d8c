// SPDX-License-Identifier: GPL-2.0-or-later
/// One rule for a program, in the syntax of the oss files that ALSA has in /proc:
/// `app_name fragments fragment_size [options]`.
#pragma once

#include "engine/rules/glob.h"
#include "engine/rules/stream_policy.h"
#include "oss/overrides.h"

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace dsproxy {

/// Whom a rule is for.
struct RuleUser {
    std::string name;          ///< as it is written, a number too
    std::optional<uid_t> uid;  ///< nothing: not known, or there is no such user
};

struct Rule {
    std::string program;  ///< a path, a name without one, or a pattern of either
    oss_overrides overrides{};
    StreamPolicy policy{};  ///< without its line
    std::optional<RuleUser> user;

    bool namesPath() const { return program.find('/') != std::string::npos; }
    bool isPattern() const { return dsproxy::isPattern(program); }
};

/// What is wrong with a line.
struct RuleFault {
    enum class What {
        BadName,  ///< the program's name is empty, has control characters, or no quote fits
        OpenQuote,  ///< a quotation that does not end
        MissingNumbers,  ///< fragments or the size of one are not there
        NotANumber,  ///< word should be one of them
        UnknownOption,  ///< word
        BadValue,  ///< of an option: word is both, "volume=200"
        UnknownSection,  ///< word is none of [playback] and [capture]
    };
    What what;
    std::string word;
    std::size_t line = 0;  ///< from 1; 0: a rule that is in no file
};

/// The first word of a line, and what follows it. A word in quotes, " or ', may have spaces.
struct FirstWord {
    std::string_view word;
    std::string_view rest;
    bool quoted = false;
};
std::expected<FirstWord, RuleFault> firstWord(std::string_view line);

/// LINE has no end of line; a word that begins with # ends it.
std::expected<Rule, RuleFault> parseRule(std::string_view line);

/// All that may follow the numbers: ALSA's words, those of OSS 4, ours. One that takes a value ends
/// with an equals sign.
std::span<const std::string_view> ruleOptions();

/// Those of a rule, as they are written: "direct", "volume=80".
std::vector<std::string> ruleWords(const Rule& rule);

/// As ALSA prints it, without an end of line; parseRule() reads the same rule from it.
std::string ruleText(const Rule& rule);

}  // namespace dsproxy

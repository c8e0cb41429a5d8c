// SPDX-License-Identifier: GPL-2.0-or-later
/// Events of any bytes through every log: lines stay lines, text stays text, JSON stays JSON.
#include "bytes.h"
#include "cli/log/english_log.h"
#include "cli/log/json_log.h"
#include "cli/log/strace_log.h"
#include "cli/log/utf8.h"
#include "must.h"
#include "oss/ioctl.h"

namespace {

using namespace dsproxy;
using fuzz::must;

/// Skips one JSON value; what the log writes has objects and scalars only.
class Json {
public:
    explicit Json(std::string_view text) : left_(text) {}

    bool isOneValue() { return value() && left_.empty(); }

private:
    bool take(char c)
    {
        if (left_.empty() || left_[0] != c)
            return false;
        left_.remove_prefix(1);
        return true;
    }

    bool value()
    {
        if (take('{'))
            return members();
        return left_.starts_with('"') ? string() : scalar();
    }

    bool members()
    {
        if (take('}'))
            return true;
        do {
            if (!string() || !take(':') || !value())
                return false;
        } while (take(','));
        return take('}');
    }

    bool string()
    {
        if (!take('"'))
            return false;
        while (!left_.empty() && left_[0] != '"') {
            if (static_cast<unsigned char>(left_[0]) < ' ' || (take('\\') && !escape()))
                return false;
            if (!left_.empty() && left_[0] != '"' && left_[0] != '\\')
                left_.remove_prefix(1);
        }
        return take('"');
    }

    /// What follows a backslash, up to its last character.
    bool escape()
    {
        constexpr std::string_view hex = "0123456789abcdefABCDEF";
        if (take('u')) {
            if (left_.size() < 4 || left_.substr(0, 4).find_first_not_of(hex) != left_.npos)
                return false;
            left_.remove_prefix(4);
            return true;
        }
        if (left_.empty() || std::string_view("\"\\/bfnrt").find(left_[0]) == left_.npos)
            return false;
        left_.remove_prefix(1);
        return true;
    }

    bool scalar()
    {
        const std::size_t end = std::min(left_.find_first_of(",}"), left_.size());
        const std::string_view text = left_.substr(0, end);
        left_.remove_prefix(end);
        return text == "true" || text == "false" || text == "null" ||
               (!text.empty() && text.find_first_not_of("-0123456789.eE+") == text.npos);
    }

    std::string_view left_;
};

bool isPlain(std::string_view line)
{
    return isUtf8(line) && std::ranges::none_of(line, [](char c) {
               return static_cast<unsigned char>(c) < ' ' || c == '\x7f';
           });
}

class Checked final : public cli::LogOutput {
public:
    explicit Checked(bool json) : json_(json) {}

    void line(std::string_view text) override
    {
        must(isPlain(text), "a line is one line of plain text");
        must(!json_ || Json(text).isOneValue(), "a line is one JSON value");
    }
    void flush() override {}

private:
    bool json_;
};

Event eventOf(fuzz::Bytes& input)
{
    Event event{};
    const std::uint8_t kind = input.byte();
    const std::uint8_t row = input.byte();
    const auto bytes = input.some(sizeof event);
    if (!bytes.empty())
        std::memcpy(&event, bytes.data(), bytes.size());
    event.kind = static_cast<EventKind>(kind % (static_cast<unsigned>(EventKind::Skipped) + 1));
    event.capture = kind & 0x80;
    event.stream = row % 3;
    if (const struct oss_ioctl* known = oss_ioctl_at(row))
        event.cmd = known->cmd;
    return event;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    Checked lines(false);
    Checked objects(true);
    cli::EnglishLog english(lines);
    cli::StraceLog strace(lines);
    cli::JsonLog json(objects);
    fuzz::Bytes input(data, size);
    while (!input.empty()) {
        const Event event = eventOf(input);
        english.event(event);
        strace.event(event);
        json.event(event);
    }
    return 0;
}

// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/run/terminal.h"

#include "cli/log/write_all.h"

#include <unistd.h>

#include <cstdlib>
#include <format>
#include <utility>

namespace dsproxy::cli {

namespace {

constexpr std::string_view eraseLine = "\r\033[K";

bool redraws(int fd)
{
    const char* type = std::getenv("TERM");
    return ::isatty(fd) && type && *type && std::string_view(type) != "dumb";
}

}  // namespace

Terminal::Terminal(int fd) : Terminal(fd, redraws(fd)) {}

void Terminal::line(std::string_view text)
{
    pending_ += text;
    pending_ += '\n';
}

void Terminal::notice(std::string_view text)
{
    line(std::format("dsproxy: {}", text));
    flush();
}

void Terminal::status(std::string_view text)
{
    if (interactive_ && text != status_)
        draw(std::string(text));
}

void Terminal::flush()
{
    if (!pending_.empty())
        draw(status_);
}

/// One write, so that the program's own output can only stand before or after it.
void Terminal::draw(std::string status)
{
    const bool redraw = !status_.empty() || !status.empty();
    writeAll(fd_, std::format("{}{}{}", redraw ? eraseLine : "", pending_, status));
    pending_.clear();
    status_ = std::move(status);
}

}  // namespace dsproxy::cli

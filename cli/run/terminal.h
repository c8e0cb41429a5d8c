// SPDX-License-Identifier: GPL-2.0-or-later
/// stderr, shared by the log, the messages and the running time so that none tears another.
#pragma once

#include "cli/log/log_writer.h"

#include <string>
#include <string_view>

namespace dsproxy::cli {

/// One thread. Writing may block as long as the terminal does; SIGPIPE is the caller's to ignore.
class Terminal final : public LogOutput {
public:
    /// FD is not owned. INTERACTIVE: a status line can be redrawn in place.
    explicit Terminal(int fd);
    Terminal(int fd, bool interactive) : fd_(fd), interactive_(interactive) {}

    bool interactive() const { return interactive_; }
    /// A line of the log; seen after flush().
    void line(std::string_view text) override;
    /// "dsproxy: TEXT", seen at once.
    void notice(std::string_view text);
    /// Interactive only: the line that stays below all others until it is replaced; "" takes it
    /// away. Seen at once.
    void status(std::string_view text);
    void flush() override;

private:
    void draw(std::string status);

    int fd_;
    bool interactive_;
    std::string status_;
    std::string pending_;
};

}  // namespace dsproxy::cli

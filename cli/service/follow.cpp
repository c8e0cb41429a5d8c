// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/service/follow.h"

#include "cli/log/log.h"
#include "cli/log/utf8.h"
#include "cli/log/write_all.h"
#include "cli/service/ask.h"
#include "cli/service/help.h"
#include "cli/stop_signals.h"
#include "engine/link/record_ring.h"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cstring>

namespace dsproxy::cli {

namespace {

struct FollowOptions {
    bool follow = false;
    bool help = false;
    LogFormat format = LogFormat::English;
};

Checked setFormat(FollowOptions& options, std::string_view text)
{
    static constexpr std::pair<std::string_view, LogFormat> formats[] = {
        {"english", LogFormat::English}, {"strace", LogFormat::Strace}, {"json", LogFormat::Json}};
    for (const auto& [name, format] : formats) {
        if (text == name) {
            options.format = format;
            return {};
        }
    }
    return wrong("--format {} is unknown; write english, strace or json", printable(text));
}

std::expected<FollowOptions, UsageError> parse(std::span<char* const> args)
{
    FollowOptions options;
    const Option rows[] = {flag("follow", 'f', options.follow),
                           option("format", 0, "english|strace|json", options, setFormat),
                           flag("help", 'h', options.help)};
    const auto words = parseOptions("log", rows, Operands::AmongOptions, args);
    if (!words)
        return std::unexpected(words.error());
    if (!words->empty())
        return wrong("dsproxy log takes no words, but {}", printable(words->front()));
    return options;
}

/// Lines on stdout; a reader that has gone ends it.
class StandardOutput final : public LogOutput {
public:
    void line(std::string_view text) override
    {
        pending_.append(text);
        pending_ += '\n';
    }
    void flush() override
    {
        open_ = open_ && writeAll(STDOUT_FILENO, pending_) == 0;
        pending_.clear();
    }
    bool isOpen() const { return open_; }

private:
    std::string pending_;
    bool open_ = true;
};

/// Reads what the service has put into the ring.
class Follower {
public:
    Follower(std::unique_ptr<link::RecordRing> ring, UniqueFd socket, LogFormat format)
        : ring_(std::move(ring)), socket_(std::move(socket)),
          writer_(makeLogWriter(format, output_))
    {
    }

    Result<void> readAll()
    {
        for (;;) {
            auto record = ring_->read();
            if (!record)
                return std::unexpected(record.error());
            if (!*record)
                break;
            Event event{};
            const auto body = (*record)->body;
            std::memcpy(&event, body.data(), std::min(body.size(), sizeof event));
            writer_->event(event);
            ring_->release();
        }
        output_.flush();
        return {};
    }

    /// False: the service has ended, or we are to stop.
    bool wait(int stop)
    {
        std::array wake{pollfd{socket_.get(), POLLIN, 0}, pollfd{stop, POLLIN, 0}};
        if (ring_->fallAsleep())
            ::poll(wake.data(), wake.size(), -1);
        std::array<char, 64> bytes;
        const ssize_t got = ::recv(socket_.get(), bytes.data(), bytes.size(), MSG_DONTWAIT);
        return output_.isOpen() && !wake[1].revents && got != 0;
    }

private:
    StandardOutput output_;
    std::unique_ptr<link::RecordRing> ring_;
    UniqueFd socket_;
    std::unique_ptr<LogWriter> writer_;
};

int followLog(ServiceClient& service, const FollowOptions& options)
{
    const StopSignals signals;
    auto log = service.openLog(true);
    if (!log)
        return failed(log.error());
    auto ring = link::RecordRing::map(std::move(log->ring));
    if (!ring)
        return failed(ring.error());
    Follower follower(std::move(*ring), std::move(log->socket), options.format);
    do {
        if (const auto read = follower.readAll(); !read)
            return failed(read.error());
    } while (options.follow && follower.wait(signals.fd()));
    return 0;
}

}  // namespace

int logMain(std::span<char*> args)
{
    const auto options = parse(args);
    if (!options)
        return complain(options.error());
    if (options->help)
        return answer(followHelp);
    return withService([&](ServiceClient& service) { return followLog(service, *options); });
}

}  // namespace dsproxy::cli

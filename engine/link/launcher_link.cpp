// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/link/launcher_link.h"

#include "engine/link/attach_call.h"
#include "engine/seam/event.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace dsproxy::link {

namespace {

constexpr int welcomePatience_ms = 5000;
constexpr int firstPause_ms = 100;
constexpr int longestPause_ms = 30000;

constexpr std::chrono::seconds lastPatience{1};

/// Nobody will come: asking again makes no sense.
bool isFinal(const Error& error)
{
    return error.sys == ENOENT || error.sys == ESRCH;
}

Hello helloOf(const std::string& program, const std::vector<std::string>& sinks)
{
    Hello hello{versionMin, versionMax, sizeof(Event), ::getppid(), {}, {}};
    program.copy(hello.program, sizeof hello.program - 1);
    std::string lines;
    for (const std::string& sink : sinks)
        lines += sink + "\n";
    lines.copy(hello.sinks, sizeof hello.sinks - 1);
    return hello;
}

}  // namespace

Result<std::unique_ptr<LauncherLink>> LauncherLink::start(Sender& sender,
                                                          const std::string& program,
                                                          const std::vector<std::string>& sinks,
                                                          Listeners listeners)
{
    UniqueFd stop(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!stop)
        return systemError("eventfd");
    std::unique_ptr<LauncherLink> link(
        new LauncherLink(sender, helloOf(program, sinks), std::move(listeners), std::move(stop)));
    link->thread_ = std::thread([&link = *link] { link.run(); });
    return link;
}

LauncherLink::LauncherLink(Sender& sender, const Hello& hello, Listeners listeners, UniqueFd stop)
    : sender_(sender), hello_(hello), listeners_(std::move(listeners)), stop_(std::move(stop))
{
}

LauncherLink::~LauncherLink()
{
    {
        std::unique_lock guard(lock_);
        asked_.wait_for(guard, lastPatience, [this] { return settled_; });
    }
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto told = ::write(stop_.get(), &one, sizeof one);
    thread_.join();
}

void LauncherLink::run()
{
    for (int pause_ms = firstPause_ms;;) {
        const Outcome outcome = attach();
        settle(true);
        if (outcome == Outcome::Never)
            return sender_.detach();
        if (outcome == Outcome::Attached)
            serve();
        settle(outcome == Outcome::Later);
        pause_ms =
            outcome == Outcome::Attached ? firstPause_ms : std::min(2 * pause_ms, longestPause_ms);
        if (!wait(pause_ms, false))
            return;
    }
}

void LauncherLink::settle(bool settled)
{
    const std::lock_guard guard(lock_);
    settled_ = settled;
    asked_.notify_all();
}

LauncherLink::Outcome LauncherLink::attach()
{
    auto socket = attachToService(stop_.get());
    if (!socket)
        return without(socket.error());
    {
        const std::lock_guard guard(lock_);
        socket_ = std::move(*socket);
    }
    return greet();
}

/// A service that was there is likely to come again; who never met one does not wait.
LauncherLink::Outcome LauncherLink::without(const Error& error)
{
    if (!isFinal(error))
        return Outcome::Later;
    if (error.sys == ESRCH && met_) {
        settle(true);
        const auto there = waitForService(stop_.get());
        if (there || !isFinal(there.error()))
            return Outcome::Later;
    }
    listeners_.news(*this, {LinkNews::What::Unavailable, error});
    return Outcome::Never;
}

LauncherLink::Outcome LauncherLink::greet()
{
    auto offer = sender_.offer();
    if (!offer)
        return Outcome::Later;
    const std::array descriptors{offer->ring, offer->doorbell};
    if (!link::send(socket_.get(), MessageKind::Hello, hello_, descriptors))
        return Outcome::Later;
    return welcomed();
}

LauncherLink::Outcome LauncherLink::welcomed()
{
    if (!wait(welcomePatience_ms, true))
        return Outcome::Later;
    const auto answer = receive(socket_.get());
    if (!answer || !*answer)
        return Outcome::Later;
    if ((*answer)->kind == MessageKind::Welcome)
        return Outcome::Attached;
    const auto refused = (*answer)->as<Refused>();
    listeners_.news(*this,
                    {LinkNews::What::VersionsDiffer, {}, refused.version_min, refused.version_max});
    return Outcome::Never;
}

void LauncherLink::serve()
{
    met_ = true;
    listeners_.news(*this, {LinkNews::What::Attached, {}});
    while (wait(-1, true)) {
        auto message = receive(socket_.get());
        if (!message) {
            listeners_.news(*this, {LinkNews::What::Lost, message.error()});
            break;
        }
        if (*message)
            listeners_.message(std::move(**message));
    }
    sender_.detach();
    const std::lock_guard guard(lock_);
    socket_.reset();
}

/// False: we are to stop, or nothing came in time.
bool LauncherLink::wait(int milliseconds, bool socket)
{
    std::array wake{pollfd{stop_.get(), POLLIN, 0}, pollfd{socket ? socket_.get() : -1, POLLIN, 0}};
    const int count = ::poll(wake.data(), wake.size(), milliseconds);
    return !wake[0].revents && (count > 0 || !socket);
}

bool LauncherLink::send(MessageKind kind, std::span<const std::byte> body,
                        std::span<const int> descriptors)
{
    const std::lock_guard guard(lock_);
    return socket_ && link::send(socket_.get(), kind, body, descriptors).has_value();
}

}  // namespace dsproxy::link

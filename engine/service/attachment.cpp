// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/service/attachment.h"

#include "engine/service/intake.h"

#include <poll.h>
#include <sys/eventfd.h>

#include <array>
#include <cstring>
#include <sstream>
#include <utility>

namespace dsproxy {

namespace {

/// A launcher says its hello at once.
constexpr int helloPatience_ms = 10000;

/// One a line.
template <std::size_t size> std::vector<std::string> namesIn(const char (&text)[size])
{
    std::vector<std::string> names;
    std::istringstream lines(std::string(text, ::strnlen(text, size)));
    for (std::string line; std::getline(lines, line);)
        names.push_back(line);
    return names;
}

}  // namespace

Result<std::unique_ptr<Attachment>> Attachment::start(UniqueFd socket, std::uint32_t device,
                                                      Engine& engine)
{
    UniqueFd stop(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!stop)
        return systemError("eventfd");
    std::unique_ptr<Attachment> made(
        new Attachment(std::move(socket), std::move(stop), device, engine));
    made->thread_ = std::thread([&one = *made] { one.run(); });
    return made;
}

Attachment::Attachment(UniqueFd socket, UniqueFd stop, std::uint32_t device, Engine& engine)
    : socket_(std::move(socket)), stop_(std::move(stop)), device_(device), engine_(engine)
{
}

Attachment::~Attachment()
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto told = ::write(stop_.get(), &one, sizeof one);
    thread_.join();
}

void Attachment::run()
{
    if (auto message = hello())
        serve(std::move(*message));
    // Whoever is at the other end learns it now, not when we are swept.
    {
        const std::lock_guard guard(lock_);
        socket_.reset();
    }
    ended_.store(true);
    engine_.notifier().changed(Topic::Attachments);
}

std::optional<link::Message> Attachment::hello()
{
    std::array wake{pollfd{socket_.get(), POLLIN, 0}, pollfd{stop_.get(), POLLIN, 0}};
    ::poll(wake.data(), wake.size(), helloPatience_ms);
    if (!wake[0].revents || wake[1].revents)
        return std::nullopt;
    auto message = link::receive(socket_.get());
    if (!message || !*message || (*message)->kind != link::MessageKind::Hello ||
        (*message)->descriptors.size() != 2 || !agree((*message)->as<link::Hello>()))
        return std::nullopt;
    return std::move(*message);
}

bool Attachment::agree(const link::Hello& hello)
{
    const auto version = link::commonVersion(hello.version_min, hello.version_max);
    if (!version) {
        std::ignore = link::send(socket_.get(), link::MessageKind::Refused,
                                 link::Refused{link::versionMin, link::versionMax});
        return false;
    }
    launcher_.store(hello.pid);
    {
        const std::lock_guard guard(lock_);
        program_.assign(hello.program, ::strnlen(hello.program, sizeof hello.program));
    }
    return link::send(socket_.get(), link::MessageKind::Welcome, link::Welcome{*version})
        .has_value();
}

void Attachment::serve(link::Message hello)
{
    auto ring = link::RecordRing::map(std::move(hello.descriptors[0]));
    if (!ring)
        return;
    link::Receiver receiver(std::move(*ring), std::move(hello.descriptors[1]), socket_.get(),
                            stop_.get());
    const auto said = hello.as<link::Hello>();
    Intake intake(engine_, {device_, namesIn(said.sinks)},
                  [&](std::uint32_t id) { return receiver.stream(id); });
    std::ignore = receiver.run(intake, [&](link::Message message) {
        if (message.kind == link::MessageKind::Input)
            record(intake, std::move(message));
        else
            take(message);
    });
}

void Attachment::record(Intake& intake, link::Message message)
{
    const auto order = message.as<link::InputOrder>();
    if (message.descriptors.size() != 2 || !link::isFormat(order.params))
        return;
    auto ring =
        link::InputRing::map(std::move(message.descriptors[0]), std::move(message.descriptors[1]));
    if (ring)
        intake.record(order, std::move(*ring));
}

void Attachment::take(const link::Message& message)
{
    if (message.kind != link::MessageKind::Mixer || message.body.size() < sizeof(MixerState))
        return;
    {
        const std::lock_guard guard(lock_);
        mixer_ = message.as<MixerState>();
    }
    engine_.notifier().changed(Topic::Mixers);
}

std::string Attachment::program() const
{
    const std::lock_guard guard(lock_);
    return program_;
}

std::optional<MixerState> Attachment::takeMixer()
{
    const std::lock_guard guard(lock_);
    return std::exchange(mixer_, std::nullopt);
}

void Attachment::setMixer(const MixerChange& change)
{
    const std::lock_guard guard(lock_);
    if (socket_)
        std::ignore = link::send(socket_.get(), link::MessageKind::SetMixer, change);
}

}  // namespace dsproxy

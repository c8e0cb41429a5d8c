// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/card/card_reservation.h"

#include <alsa/asoundlib.h>
#include <poll.h>
#include <sys/eventfd.h>

#include <array>
#include <map>
#include <mutex>

namespace dsproxy {
namespace {

constexpr const char* interface_name = "org.freedesktop.ReserveDevice1";
/// Above the sound servers (0 and below), who take the card whenever it is free; below JACK, whose
/// user has chosen it for the card.
constexpr std::int32_t our_priority = 10;
constexpr std::uint64_t answer_us = 5'000'000;

std::unexpected<Error> busError(int error)
{
    return fail(ErrorCode::System, -error, "org.freedesktop.ReserveDevice1");
}

}  // namespace

const sd_bus_vtable CardReservation::vtable[] = {
    SD_BUS_VTABLE_START(0),
    SD_BUS_METHOD("RequestRelease", "i", "b", &CardReservation::onRequest,
                  SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_PROPERTY("Priority", "i", &CardReservation::onProperty, 0, SD_BUS_VTABLE_PROPERTY_CONST),
    SD_BUS_PROPERTY("ApplicationName", "s", &CardReservation::onProperty, 0,
                    SD_BUS_VTABLE_PROPERTY_CONST),
    SD_BUS_PROPERTY("ApplicationDeviceName", "s", &CardReservation::onProperty, 0,
                    SD_BUS_VTABLE_PROPERTY_CONST),
    SD_BUS_VTABLE_END,
};

Result<std::shared_ptr<CardReservation>> CardReservation::take(int card)
{
    static std::mutex mutex;
    static std::map<int, std::weak_ptr<CardReservation>> held;
    const std::lock_guard lock(mutex);
    auto reservation = held[card].lock();
    if (reservation)
        return reservation->isWanted() ? Result<std::shared_ptr<CardReservation>>(busError(-EBUSY))
                                       : reservation;

    sd_bus* opened = nullptr;
    if (card < 0 || sd_bus_open_user(&opened) < 0)
        return nullptr;
    reservation.reset(new CardReservation(Bus(opened), card));
    auto taken = reservation->publish().and_then([&] { return reservation->acquire(); });
    if (!taken)
        return std::unexpected(taken.error());
    reservation->thread_ = std::thread(&CardReservation::serve, reservation.get());
    held[card] = reservation;
    return reservation;
}

CardReservation::CardReservation(Bus bus, int card)
    : name_(std::string(interface_name) + ".Audio" + std::to_string(card)),
      path_("/org/freedesktop/ReserveDevice1/Audio" + std::to_string(card)),
      wanted_event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      stop_event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), bus_(std::move(bus))
{
}

CardReservation::~CardReservation()
{
    if (thread_.joinable()) {
        ::eventfd_write(stop_event_.get(), 1);
        thread_.join();
    }
    if (request_)
        sd_bus_reply_method_return(request_.get(), "b", 1);
    sd_bus_release_name(bus_.get(), name_.c_str());
}

Result<void> CardReservation::publish()
{
    int error =
        sd_bus_add_object_vtable(bus_.get(), nullptr, path_.c_str(), interface_name, vtable, this);
    if (error >= 0)
        error = sd_bus_match_signal(bus_.get(), nullptr, "org.freedesktop.DBus",
                                    "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameLost",
                                    &CardReservation::onNameLost, this);
    return error < 0 ? busError(error) : Result<void>();
}

Result<void> CardReservation::acquire()
{
    int error = sd_bus_request_name(bus_.get(), name_.c_str(), SD_BUS_NAME_ALLOW_REPLACEMENT);
    if (error == -EEXIST) {
        const std::uint64_t replace = holderReleases() ? SD_BUS_NAME_REPLACE_EXISTING : 0;
        error =
            sd_bus_request_name(bus_.get(), name_.c_str(), replace | SD_BUS_NAME_ALLOW_REPLACEMENT);
    }
    if (error == -EEXIST)
        return busError(-EBUSY);
    return error < 0 ? busError(error) : Result<void>();
}

/// False also when the holder does not answer, or is gone meanwhile.
bool CardReservation::holderReleases()
{
    sd_bus_message* made = nullptr;
    if (sd_bus_message_new_method_call(bus_.get(), &made, name_.c_str(), path_.c_str(),
                                       interface_name, "RequestRelease") < 0)
        return false;
    const Message call(made);
    sd_bus_message* answer = nullptr;
    if (sd_bus_message_append(made, "i", our_priority) < 0 ||
        sd_bus_call(bus_.get(), made, answer_us, nullptr, &answer) < 0)
        return false;
    const Message reply(answer);
    int released = 0;
    return sd_bus_message_read(answer, "b", &released) >= 0 && released;
}

void CardReservation::serve()
{
    for (;;) {
        const int processed = sd_bus_process(bus_.get(), nullptr);
        if (processed < 0)
            return;  // the bus is gone, and with it all who could ask
        if (processed > 0)
            continue;
        std::array<pollfd, 2> fds{{
            {stop_event_.get(), POLLIN, 0},
            {sd_bus_get_fd(bus_.get()), static_cast<short>(sd_bus_get_events(bus_.get())), 0},
        }};
        if ((::poll(fds.data(), fds.size(), -1) < 0 && errno != EINTR) || fds[0].revents)
            return;
    }
}

void CardReservation::want()
{
    wanted_.store(true, std::memory_order_relaxed);
    ::eventfd_write(wanted_event_.get(), 1);
}

/// The answer follows when the card is closed.
int CardReservation::onRequest(sd_bus_message* message, void* self, sd_bus_error*)
{
    auto& reservation = *static_cast<CardReservation*>(self);
    std::int32_t priority = 0;
    if (const int error = sd_bus_message_read(message, "i", &priority); error < 0)
        return error;
    if (priority <= our_priority || reservation.request_)
        return sd_bus_reply_method_return(message, "b", 0);
    reservation.request_.reset(sd_bus_message_ref(message));
    reservation.want();
    return 1;
}

int CardReservation::onProperty(sd_bus*, const char*, const char*, const char* property,
                                sd_bus_message* reply, void* self, sd_bus_error*)
{
    const std::string_view which(property);
    if (which == "Priority")
        return sd_bus_message_append(reply, "i", our_priority);
    const auto& name = static_cast<CardReservation*>(self)->name_;
    return sd_bus_message_append(reply, "s", which == "ApplicationName" ? "dsproxy" : name.c_str());
}

int CardReservation::onNameLost(sd_bus_message* message, void* self, sd_bus_error*)
{
    auto& reservation = *static_cast<CardReservation*>(self);
    const char* name = nullptr;
    if (sd_bus_message_read(message, "s", &name) >= 0 && reservation.name_ == name)
        reservation.want();
    return 0;
}

int cardNumber(const std::string& name)
{
    std::string card = name.substr(0, name.find(','));
    card.erase(0, card.find(':') + 1);
    if (card.starts_with("CARD="))
        card.erase(0, 5);
    return card.empty() ? -1 : snd_card_get_index(card.c_str());
}

}  // namespace dsproxy

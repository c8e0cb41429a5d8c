// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/card/card_reservation.h"

#include "private_bus.h"

#include <gtest/gtest.h>
#include <poll.h>

namespace dsproxy::test {
namespace {

constexpr const char* service = "org.freedesktop.ReserveDevice1.Audio7";
constexpr const char* object = "/org/freedesktop/ReserveDevice1/Audio7";
constexpr const char* interface = "org.freedesktop.ReserveDevice1";

/// What the bus says of the name's owner; empty without one.
std::string owner(const BusPeer& peer)
{
    sd_bus_message* reply = nullptr;
    const char* name = "";
    if (sd_bus_call_method(peer.bus(), "org.freedesktop.DBus", "/", "org.freedesktop.DBus",
                           "GetNameOwner", nullptr, &reply, "s", service) >= 0)
        sd_bus_message_read(reply, "s", &name);
    const std::string found = name;
    sd_bus_message_unref(reply);
    return found;
}

/// A sound server that holds the card, and answers what it is told to.
class Holder {
public:
    Holder(const PrivateBus& bus, bool releases) : releases_(releases), peer_(bus)
    {
        sd_bus_add_object(peer_.bus(), nullptr, object, answer, this);
        taken_ = sd_bus_request_name(peer_.bus(), service, SD_BUS_NAME_ALLOW_REPLACEMENT) >= 0;
        peer_.serve();
    }
    bool taken() const { return taken_; }
    int askedPriority() const { return asked_priority_; }

private:
    static int answer(sd_bus_message* message, void* self, sd_bus_error*)
    {
        if (!sd_bus_message_is_method_call(message, interface, "RequestRelease"))
            return 0;
        auto& holder = *static_cast<Holder*>(self);
        int priority = -1;
        sd_bus_message_read(message, "i", &priority);
        holder.asked_priority_ = priority;
        return sd_bus_reply_method_return(message, "b", holder.releases_ ? 1 : 0);
    }

    bool releases_;
    bool taken_ = false;
    std::atomic<int> asked_priority_ = -1;
    BusPeer peer_;
};

bool readable(int fd, int timeout_ms)
{
    pollfd polled{fd, POLLIN, 0};
    return ::poll(&polled, 1, timeout_ms) == 1;
}

TEST(CardReservation, withoutABusThereIsNobodyToAsk)
{
    ::unsetenv("XDG_RUNTIME_DIR");
    ::setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", 1);
    const auto reservation = CardReservation::take(7);
    ::unsetenv("DBUS_SESSION_BUS_ADDRESS");
    ASSERT_TRUE(reservation);
    EXPECT_EQ(*reservation, nullptr);
}

TEST(CardReservation, theNameIsOursUntilTheEnd)
{
    const PrivateBus bus("DBUS_SESSION_BUS_ADDRESS");
    const BusPeer peer(bus);
    {
        const auto reservation = CardReservation::take(7);
        ASSERT_TRUE(reservation && *reservation);
        EXPECT_FALSE((*reservation)->isWanted());
        EXPECT_NE(owner(peer), "");
        sd_bus_error error{};
        int priority = 0;
        EXPECT_GE(sd_bus_get_property_trivial(peer.bus(), service, object, interface, "Priority",
                                              &error, 'i', &priority),
                  0);
        EXPECT_GT(priority, 0);
        sd_bus_error_free(&error);
    }
    EXPECT_EQ(owner(peer), "");
}

TEST(CardReservation, playbackAndCaptureShareOne)
{
    const PrivateBus bus("DBUS_SESSION_BUS_ADDRESS");
    const BusPeer peer(bus);
    auto first = CardReservation::take(7);
    auto second = CardReservation::take(7);
    ASSERT_TRUE(first && second);
    EXPECT_EQ(*first, *second);
    first->reset();
    EXPECT_NE(owner(peer), "");
    second->reset();
    EXPECT_EQ(owner(peer), "");
}

TEST(CardReservation, theHolderIsAskedAndGivesWay)
{
    const PrivateBus bus("DBUS_SESSION_BUS_ADDRESS");
    const Holder server(bus, true);
    ASSERT_TRUE(server.taken());
    const BusPeer peer(bus);
    const std::string before = owner(peer);
    const auto reservation = CardReservation::take(7);
    ASSERT_TRUE(reservation && *reservation);
    EXPECT_GT(server.askedPriority(), 0);
    EXPECT_NE(owner(peer), before);
}

TEST(CardReservation, aHolderThatKeepsItIsBusy)
{
    const PrivateBus bus("DBUS_SESSION_BUS_ADDRESS");
    const Holder server(bus, false);
    const auto refused = CardReservation::take(7);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().sys, EBUSY);
}

TEST(CardReservation, whoAsksWithMoreRightGetsItWhenTheCardIsClosed)
{
    const PrivateBus bus("DBUS_SESSION_BUS_ADDRESS");
    BusPeer jack(bus);
    auto reservation = CardReservation::take(7);
    ASSERT_TRUE(reservation && *reservation);

    sd_bus_message* answer = nullptr;
    ASSERT_GE(sd_bus_call_method(jack.bus(), service, object, interface, "RequestRelease", nullptr,
                                 &answer, "i", 0),
              0);
    int released = 1;
    sd_bus_message_read(answer, "b", &released);
    sd_bus_message_unref(answer);
    EXPECT_FALSE(released) << "a lower priority was heard";
    EXPECT_FALSE((*reservation)->isWanted());

    std::atomic<int> answered = -1;
    std::thread request([&] {
        sd_bus_message* reply = nullptr;
        int yes = 0;
        if (sd_bus_call_method(jack.bus(), service, object, interface, "RequestRelease", nullptr,
                               &reply, "i", 1000) >= 0)
            sd_bus_message_read(reply, "b", &yes);
        answered = yes;
        sd_bus_message_unref(reply);
    });
    EXPECT_TRUE(readable((*reservation)->wantedFd(), 10'000));
    EXPECT_TRUE((*reservation)->isWanted());
    EXPECT_EQ(answered, -1) << "answered before the card was closed";
    EXPECT_EQ(CardReservation::take(7).error().sys, EBUSY);
    reservation->reset();
    request.join();
    EXPECT_EQ(answered, 1);
    EXPECT_EQ(owner(jack), "");
}

TEST(CardReservation, aNameTakenByForceIsNoticed)
{
    const PrivateBus bus("DBUS_SESSION_BUS_ADDRESS");
    const BusPeer jack(bus);
    const auto reservation = CardReservation::take(7);
    ASSERT_TRUE(reservation && *reservation);
    ASSERT_GE(sd_bus_request_name(jack.bus(), service, SD_BUS_NAME_REPLACE_EXISTING), 0);
    EXPECT_TRUE(readable((*reservation)->wantedFd(), 10'000));
    EXPECT_TRUE((*reservation)->isWanted());
}

TEST(CardReservation, aBusThatEndsTakesNothingFromUs)
{
    auto bus = std::make_unique<PrivateBus>("DBUS_SESSION_BUS_ADDRESS");
    const auto reservation = CardReservation::take(7);
    ASSERT_TRUE(reservation && *reservation);
    bus.reset();
    EXPECT_FALSE(readable((*reservation)->wantedFd(), 100));
}

}  // namespace
}  // namespace dsproxy::test

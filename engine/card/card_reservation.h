// SPDX-License-Identifier: GPL-2.0-or-later
/// A card that sound servers leave to us while we hold this, by org.freedesktop.ReserveDevice1 on
/// the session bus. All devices of a process that use a card share one.
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"

#include <systemd/sd-bus.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>

namespace dsproxy {

class CardReservation {
public:
    /// Asks who holds the card to release it. Null when there is no session bus, and so nobody to
    /// ask; EBUSY when the holder keeps it. May take seconds. Any thread.
    static Result<std::shared_ptr<CardReservation>> take(int card);
    /// Gives the card back, and tells who asked for it that it is free. The card must be closed.
    ~CardReservation();

    /// Another wants the card, by a priority above ours, or has it already. Any thread.
    bool isWanted() const { return wanted_.load(std::memory_order_relaxed); }
    /// Readable from then on.
    int wantedFd() const { return wanted_event_.get(); }

private:
    struct CloseBus {
        void operator()(sd_bus* bus) const { sd_bus_flush_close_unref(bus); }
    };
    struct DropMessage {
        void operator()(sd_bus_message* message) const { sd_bus_message_unref(message); }
    };
    using Bus = std::unique_ptr<sd_bus, CloseBus>;
    using Message = std::unique_ptr<sd_bus_message, DropMessage>;

    CardReservation(Bus bus, int card);
    Result<void> publish();
    Result<void> acquire();
    bool holderReleases();
    void serve();
    void want();
    static int onRequest(sd_bus_message* message, void* self, sd_bus_error*);
    static int onProperty(sd_bus*, const char*, const char*, const char* property,
                          sd_bus_message* reply, void* self, sd_bus_error*);
    static int onNameLost(sd_bus_message* message, void* self, sd_bus_error*);

    static const sd_bus_vtable vtable[];

    std::string name_;  ///< on the bus
    std::string path_;
    UniqueFd wanted_event_;
    UniqueFd stop_event_;
    std::atomic<bool> wanted_ = false;
    Bus bus_;
    Message request_;  ///< to be answered at the end
    std::thread thread_;
};

/// The number of the card of a hw: device, -1 when there is none.
int cardNumber(const std::string& name);

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
/// org.dsproxy.Engine1: what clients may ask of the service, and what it tells them.
#pragma once

#include "engine/service/service.h"

#include <systemd/sd-bus.h>

namespace dsproxy {

/// The control thread's. docs/service.md describes each method.
class BusInterface {
public:
    BusInterface(sd_bus* bus, Service& service) : bus_(bus), service_(service) {}

    /// A negative errno as sd-bus has it.
    int publish();
    /// TOPICS: bits of Topic.
    void tellChanged(std::uint32_t topics);

    Service& service() { return service_; }

private:
    sd_bus* bus_;
    Service& service_;
};

}  // namespace dsproxy

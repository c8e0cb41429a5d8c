// SPDX-License-Identifier: GPL-2.0-or-later
/// Where the service is on the session bus.
#pragma once

namespace dsproxy {

inline constexpr const char* serviceName = "org.dsproxy.Engine1";
inline constexpr const char* servicePath = "/org/dsproxy/Engine1";
inline constexpr const char* serviceInterface = "org.dsproxy.Engine1";

}  // namespace dsproxy

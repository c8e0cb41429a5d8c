// SPDX-License-Identifier: GPL-2.0-or-later
/// Asks the service, by the session bus, for one end of a new link. The bus starts it where needed.
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"

namespace dsproxy::link {

/// Without asking anybody.
bool sessionBusIsThere();

/// Waits for the answer, or until STOP (an eventfd) is readable (ECANCELED), ten seconds at most
/// (ETIMEDOUT). ENOENT: there is no session bus. ESRCH: the bus knows no such service.
Result<UniqueFd> attachToService(int stop);

/// Sleeps until the service is on the bus, or STOP (ECANCELED). Does not start it.
Result<void> waitForService(int stop);

}  // namespace dsproxy::link

// SPDX-License-Identifier: GPL-2.0-or-later
/// alsa-lib writes what fails to the standard error of whoever uses it; our errors are values.
#pragma once

namespace dsproxy {

/// From now on it is silent, in the whole process. Any thread, any number of times.
void quietAlsa();

}  // namespace dsproxy

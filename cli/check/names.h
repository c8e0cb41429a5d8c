// SPDX-License-Identifier: GPL-2.0-or-later
/// Names of ioctls and errors, and the list of every OSS v3 call.
#pragma once

#include "answer.h"

#include <span>
#include <string>

namespace dsproxy::check {

struct IoctlName {
    unsigned long cmd;
    const char* name;
    unsigned bytes;  ///< size of the argument; 0: none
    bool in;         ///< the device reads the argument
    bool out;        ///< the device writes it
    bool mixer;      ///< 'M': works on a mixer too
};

/// Every call of <sys/soundcard.h> that a dsp or a mixer may answer.
std::span<const IoctlName> allIoctls();

/// "SNDCTL_DSP_SPEED", or the number in hex.
std::string ioctlName(unsigned long cmd);

/// "EINVAL", or the number.
std::string errorName(int error);

/// "-1 EINVAL", "4096".
std::string describe(const Answer& answer);

}  // namespace dsproxy::check

// SPDX-License-Identifier: GPL-2.0-or-later
/// The printers of oss/ under demands: no byte too many, no byte that a terminal would not like.
#pragma once

#include "oss/device.h"
#include "oss/print.h"

namespace dsproxy::fuzz {

/// Prints CALL with room for SIZE bytes, in both ways.
void printInto(const oss_printable& call, u32 size);

void printFormatInto(u32 afmt, u32 size);

void printSndstatInto(const oss_device& device, u32 size);

/// Every name that can be looked up by NUMBER.
void lookUpNames(u32 number);

}  // namespace dsproxy::fuzz

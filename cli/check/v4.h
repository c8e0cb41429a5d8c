// SPDX-License-Identifier: GPL-2.0-or-later
/// Calls of version 4 that a device may lack: then the case is skipped, unless --strict.
#pragma once

#include "device.h"
#include "options.h"
#include "sound_abi4.h"

namespace dsproxy::check {

/// Ends the case on a device of version 3: some answer any number, as Linux' own mixer does.
inline void needVersion4(const Device& device)
{
    if (options().strict)
        return;
    const Answer version = device.get(OSS_GETVERSION);
    if (!version.ok() || version.value < 0x040000)
        skip("the device is not of OSS 4");
}

/// A call with a structure; ends the case when it fails.
template <class T>
void ask(const Device& device, unsigned long cmd, T& argument, Place place = Place::current())
{
    needVersion4(device);
    const Answer answer = device.call(cmd, &argument);
    if (answer.error == EINVAL && !options().strict)
        skip("the device does not answer this call of OSS 4");
    require(ok("a call of OSS 4", answer), place);
}

template <class T> T asked(const Device& device, unsigned long cmd, Place place = Place::current())
{
    T argument{};
    ask(device, cmd, argument, place);
    return argument;
}

/// AUDIOINFO, ENGINEINFO of a number.
inline oss_audioinfo infoOf(const Device& device, unsigned long cmd, int dev,
                            Place place = Place::current())
{
    oss_audioinfo info{};
    info.dev = dev;
    ask(device, cmd, info, place);
    return info;
}

/// An int to a call that a device may lack.
inline Answer tried(const Device& device, unsigned long cmd, int value)
{
    needVersion4(device);
    const Answer answer = device.set(cmd, value);
    if (answer.error == EINVAL && !options().strict)
        skip("the device does not answer this call of OSS 4");
    return answer;
}

}  // namespace dsproxy::check

// SPDX-License-Identifier: GPL-2.0-or-later
#include "preflight.h"

#include "names.h"
#include "options.h"
#include "runner.h"
#include "sound_abi.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>

namespace dsproxy::check {

namespace {

/// A skip reason is why the device is of no use.
void lookAtDevice()
{
    const std::string& device = options().device;
    int fd = ::open(device.c_str(), O_WRONLY | O_NONBLOCK);
    if (fd < 0)
        fd = ::open(device.c_str(), O_RDONLY | O_NONBLOCK);
    if (fd < 0) {
        const int error = errno;
        std::string hint = error == EBUSY ? "; another program uses it" : "";
        if (error == ENOENT || error == ENODEV || error == ENXIO)
            hint = "; load an OSS driver, or start me as: dsproxy run -- dsproxy check";
        return reportSkip(device + " cannot be opened: " + errorName(error) + hint);
    }
    int formats = 0;
    if (::ioctl(fd, SNDCTL_DSP_GETFMTS, &formats) != 0)
        reportSkip(device + " is no OSS device: SNDCTL_DSP_GETFMTS gives " + errorName(errno));
}

}  // namespace

std::string whyNotReady()
{
    const Outcome outcome = runCase({"preflight", "open", Kind::Common, lookAtDevice});
    if (!outcome.passed)
        return options().device + " hangs or crashes the first program that opens it";
    return outcome.skipReason;
}

}  // namespace dsproxy::check

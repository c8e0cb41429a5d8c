// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/card/quiet_alsa.h"

#include <alsa/asoundlib.h>

#include <mutex>

namespace dsproxy {
namespace {

void ignore(const char*, int, const char*, int, const char*, ...) {}

}  // namespace

void quietAlsa()
{
    static std::once_flag once;
    std::call_once(once, [] { snd_lib_error_set_handler(ignore); });
}

}  // namespace dsproxy

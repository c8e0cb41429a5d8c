// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/files/regular_file.h"

#include <fcntl.h>
#include <sys/stat.h>

namespace dsproxy {

Result<UniqueFd> openRegular(const std::string& path, int flags)
{
    UniqueFd fd(::open(path.c_str(), flags | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    struct stat status{};
    if (!fd || ::fstat(fd.get(), &status) != 0)
        return fail(ErrorCode::OpenFailed, errno, path);
    if (!S_ISREG(status.st_mode))
        return fail(ErrorCode::OpenFailed, S_ISDIR(status.st_mode) ? EISDIR : ESPIPE, path);
    return fd;
}

}  // namespace dsproxy

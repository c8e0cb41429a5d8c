// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/desktop/helper_path.h"

#include <unistd.h>

#include <climits>
#include <cstdlib>
#include <vector>

namespace dsproxy::desktop {

namespace {

constexpr const char* helperName = "/dsproxy-desktop";

std::string folderOfExecutable()
{
    char path[PATH_MAX];
    const ssize_t length = ::readlink("/proc/self/exe", path, sizeof path);
    const std::string whole(path, length < 0 ? 0 : static_cast<std::size_t>(length));
    return whole.substr(0, whole.rfind('/'));
}

std::vector<std::string> folders()
{
    if (const char* chosen = ::secure_getenv("DSPROXY_PLUGIN_DIR"))
        return {chosen};
    return {folderOfExecutable() + "/../" DSPROXY_LIBDIR "/dsproxy",
            DSPROXY_FULL_LIBDIR "/dsproxy"};
}

}  // namespace

Result<std::string> helperPath()
{
    std::string path;
    for (const std::string& folder : folders()) {
        path = folder + helperName;
        if (::access(path.c_str(), X_OK) == 0)
            return path;
    }
    return fail(ErrorCode::OpenFailed, ENOENT, path);
}

}  // namespace dsproxy::desktop

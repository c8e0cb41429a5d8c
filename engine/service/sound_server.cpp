// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/service/sound_server.h"

#include "engine/base/unique_fd.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace dsproxy {

namespace {

constexpr std::string_view names[] = {"pulseaudio", "pipewire", "pipewire-pulse", "jackd",
                                      "jackdbus",   "sndiod",   "nasd",           "artsd",
                                      "esd",        "osspd",    "roc-recv"};

/// Who has made the socket; 0: nobody listens there.
pid_t serverAt(const std::string& path)
{
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    if (path.size() >= sizeof address.sun_path)
        return 0;
    path.copy(address.sun_path, path.size());
    const UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (::connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        return 0;
    ucred peer{};
    socklen_t size = sizeof peer;
    ::getsockopt(socket.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size);
    return peer.pid;
}

}  // namespace

bool isSoundServer(const StreamFacts& stream)
{
    const std::string& path = stream.program.path;
    const std::string_view file = std::string_view(path).substr(path.find_last_of('/') + 1);
    if (std::ranges::find(names, file) != std::end(names))
        return true;
    const char* runtime = std::getenv("XDG_RUNTIME_DIR");
    if (!runtime || stream.pid == 0)
        return false;
    const std::string folder(runtime);
    return serverAt(folder + "/pulse/native") == stream.pid ||
           serverAt(folder + "/pipewire-0") == stream.pid;
}

}  // namespace dsproxy

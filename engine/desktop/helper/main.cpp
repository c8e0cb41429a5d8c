// SPDX-License-Identifier: GPL-2.0-or-later
/// dsproxy-desktop: plays on the desktop's sound server, records from it, or lists its devices, for
/// the engine that has started it. Arguments: play|record NAME AFMT CHANNELS RATE LATENCY_NS, or
/// list.
#include "engine/desktop/helper/audio_format.h"
#include "engine/desktop/helper/device_list.h"
#include "engine/desktop/helper/messages.h"
#include "engine/desktop/helper/player.h"
#include "engine/desktop/helper/recorder.h"

#include "oss/format.h"

#include <QCoreApplication>

#include <sys/prctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <optional>
#include <string_view>

namespace {

using namespace dsproxy::desktop;

constexpr std::int64_t shortestLatency = 10'000'000;
constexpr std::int64_t longestLatency = 2'000'000'000;

template <class Number> Number number(std::string_view text)
{
    Number value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        refuse(EINVAL);
    return value;
}

/// Whoever started it by hand reads why nothing happens.
bool startedByEngine()
{
    int type = 0;
    socklen_t size = sizeof type;
    return ::getsockopt(helperSocket, SOL_SOCKET, SO_TYPE, &type, &size) == 0;
}

int serve(QCoreApplication& application, std::span<char*> arguments)
{
    if (arguments.size() != 6)
        refuse(EINVAL);
    const oss_params params{number<std::uint32_t>(arguments[2]),
                            number<std::uint32_t>(arguments[3]),
                            number<std::uint32_t>(arguments[4])};
    const auto latency_ns =
        std::clamp(number<std::int64_t>(arguments[5]), shortestLatency, longestLatency);
    std::optional<Player> player;
    std::optional<Recorder> recorder;
    if (std::string_view(arguments[0]) == "play")
        player.emplace(outputNamed(arguments[1]), qtFormat(params), latency_ns);
    else
        recorder.emplace(inputNamed(arguments[1]), qtFormat(params), latency_ns);
    return application.exec();
}

}  // namespace

int main(int argc, char** argv)
{
    if (!startedByEngine()) {
        std::fputs("dsproxy-desktop is started by dsproxy when it plays on the desktop\n", stderr);
        return 2;
    }
    endWithEngine();
    // The engine says what is wrong; and no video backend is of use here.
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});
    qputenv("QT_MEDIA_BACKEND", "none");
    QCoreApplication application(argc, argv);
    application.setApplicationName("dsproxy");
    const std::span arguments(argv + 1, static_cast<std::size_t>(argc - 1));
    if (!arguments.empty() && std::string_view(arguments[0]) == "list") {
        sendDevices();
        ::_exit(0);
    }
    return serve(application, arguments);
}

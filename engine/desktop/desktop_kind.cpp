// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/desktop/desktop_kind.h"

#include "engine/desktop/desktop_capture.h"
#include "engine/desktop/desktop_playback.h"

namespace dsproxy {

namespace {

template <class Interface, class Device>
Result<std::unique_ptr<Interface>> openAs(const char* job, const std::string& name,
                                          const DeviceRequest& request)
{
    auto opening = desktop::open(job, name, request);
    if (!opening)
        return std::unexpected(opening.error());
    return std::make_unique<Device>(std::move(*opening));
}

Result<std::unique_ptr<PlaybackDevice>> openPlayback(const std::string& name,
                                                     const DeviceRequest& request)
{
    return openAs<PlaybackDevice, desktop::DesktopPlayback>("play", name, request);
}

Result<std::unique_ptr<CaptureDevice>> openCapture(const std::string& name,
                                                   const DeviceRequest& request)
{
    return openAs<CaptureDevice, desktop::DesktopCapture>("record", name, request);
}

/// Two texts, each with a zero byte at its end, follow the message.
DeviceFacts factsOf(const desktop::Device& device, std::span<const std::byte> packet)
{
    const auto texts = packet.subspan(sizeof device);
    const std::string_view both(reinterpret_cast<const char*>(texts.data()), texts.size());
    const std::size_t end = both.find('\0');
    const std::string_view rest = both.substr(end < both.size() ? end + 1 : both.size());
    return {"desktop:" + std::string(both.substr(0, end)),
            std::string(rest.substr(0, rest.find('\0'))), device.playback != 0,
            device.capture != 0};
}

/// Empty where there is no sound server.
std::vector<DeviceFacts> list()
{
    std::vector<DeviceFacts> devices;
    auto helper = desktop::HelperProcess::start({"list"});
    if (!helper)
        return devices;
    const auto opened = awaitOpened(*helper, [&devices](std::span<const std::byte> packet) {
        if (const auto device = desktop::decode<desktop::Device>(packet))
            devices.push_back(factsOf(*device, packet));
    });
    return opened ? devices : std::vector<DeviceFacts>{};
}

}  // namespace

const DeviceKind desktopKind{"desktop", openPlayback, openCapture, list};

}  // namespace dsproxy

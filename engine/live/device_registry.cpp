// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/device_registry.h"

#include "engine/card/card_kind.h"
#include "engine/desktop/desktop_kind.h"
#include "engine/live/null_device.h"

#include <algorithm>

namespace dsproxy {
namespace {

constexpr const DeviceKind* kinds[] = {
    &desktopKind,
    &cardKind,
    &nullDeviceKind,
};

}  // namespace

std::span<const DeviceKind* const> deviceKinds()
{
    return kinds;
}

Result<FoundDevice> findDevice(const std::string& full_name)
{
    const std::size_t colon = full_name.find(':');
    const auto found =
        std::ranges::find(kinds, std::string_view(full_name).substr(0, colon), &DeviceKind::name);
    if (found == std::end(kinds))
        return fail(ErrorCode::BadSpec, 0, full_name);
    return FoundDevice{*found, colon == std::string::npos ? "" : full_name.substr(colon + 1)};
}

std::vector<DeviceFacts> listDevices()
{
    std::vector<DeviceFacts> all;
    for (const DeviceKind* kind : kinds)
        for (DeviceFacts& facts : kind->list())
            all.push_back(std::move(facts));
    return all;
}

Result<std::unique_ptr<PlaybackDevice>> openPlayback(const std::string& full_name,
                                                     const DeviceRequest& request)
{
    return findDevice(full_name).and_then(
        [&](const FoundDevice& found) { return found.kind->openPlayback(found.name, request); });
}

Result<std::unique_ptr<CaptureDevice>> openCapture(const std::string& full_name,
                                                   const DeviceRequest& request)
{
    const auto found = findDevice(full_name);
    if (!found)
        return std::unexpected(found.error());
    if (!found->kind->openCapture)
        return fail(ErrorCode::Unsupported, 0, full_name);
    return found->kind->openCapture(found->name, request);
}

}  // namespace dsproxy

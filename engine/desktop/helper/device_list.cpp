// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/desktop/helper/device_list.h"

#include "engine/desktop/helper/messages.h"

#include <QMediaDevices>

#include <algorithm>

namespace dsproxy::desktop {

namespace {

/// Qt says no more of a server that cannot be reached than that it has no devices. One without an
/// input is there all the same.
QAudioDevice deviceNamed(const QList<QAudioDevice>& devices, const QAudioDevice& by_default,
                         std::string_view name)
{
    if (devices.isEmpty())
        refuse(QMediaDevices::audioOutputs().isEmpty() ? ECONNREFUSED : ENODEV);
    if (name.empty())
        return by_default;
    const auto found = std::ranges::find_if(devices, [name](const QAudioDevice& device) {
        return std::string_view(device.id().constData()) == name;
    });
    if (found == devices.end())
        refuse(ENODEV);
    return *found;
}

void sendDevice(std::string_view name, const QAudioDevice& device, bool playback, bool capture)
{
    std::string texts(name);
    texts.push_back('\0');
    texts += device.description().toStdString();
    texts.push_back('\0');
    Device message;
    message.playback = playback;
    message.capture = capture;
    send(message, std::as_bytes(std::span(texts)));
}

}  // namespace

QAudioDevice outputNamed(std::string_view name)
{
    return deviceNamed(QMediaDevices::audioOutputs(), QMediaDevices::defaultAudioOutput(), name);
}

QAudioDevice inputNamed(std::string_view name)
{
    return deviceNamed(QMediaDevices::audioInputs(), QMediaDevices::defaultAudioInput(), name);
}

void sendDevices()
{
    const auto outputs = QMediaDevices::audioOutputs();
    const auto inputs = QMediaDevices::audioInputs();
    if (!outputs.isEmpty() || !inputs.isEmpty())
        sendDevice("",
                   outputs.isEmpty() ? QMediaDevices::defaultAudioInput()
                                     : QMediaDevices::defaultAudioOutput(),
                   !outputs.isEmpty(), !inputs.isEmpty());
    for (const QAudioDevice& device : outputs)
        sendDevice(device.id().constData(), device, true, false);
    for (const QAudioDevice& device : inputs)
        sendDevice(device.id().constData(), device, false, true);
    Opened end;
    end.error = outputs.isEmpty() && inputs.isEmpty() ? ECONNREFUSED : 0;
    send(end);
}

}  // namespace dsproxy::desktop

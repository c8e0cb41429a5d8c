// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/inputs/input_spec.h"

#include "engine/live/device_registry.h"

#include <charconv>

namespace dsproxy {

namespace {

Result<InputSpec> streamNamed(const std::string& text, const std::string& number)
{
    std::uint32_t id = 0;
    const char* end = number.data() + number.size();
    const auto [read, error] = std::from_chars(number.data(), end, id);
    if (error != std::errc() || read != end || id == 0)
        return fail(ErrorCode::BadSpec, 0, text);
    return InputSpec{InputSpec::Kind::Stream, {}, id};
}

}  // namespace

Result<InputSpec> parseInput(const std::string& text)
{
    if (text == "silence")
        return InputSpec{InputSpec::Kind::Silence, {}};
    if (text == "default")
        return InputSpec{InputSpec::Kind::Default, {}};
    const std::size_t colon = std::min(text.find(':'), text.size());
    const std::string kind = text.substr(0, colon);
    const std::string name = text.substr(std::min(colon + 1, text.size()));
    if (kind == "stream")
        return streamNamed(text, name);
    if (kind == "file" || kind == "loop") {
        if (name.empty())
            return fail(ErrorCode::BadSpec, 0, text);
        return InputSpec{kind == "file" ? InputSpec::Kind::File : InputSpec::Kind::Loop, name};
    }
    const auto device = findDevice(text);
    if (!device)
        return std::unexpected(device.error());
    if (!device->kind->openCapture)
        return fail(ErrorCode::Unsupported, 0, text);
    return InputSpec{InputSpec::Kind::Device, text};
}

}  // namespace dsproxy

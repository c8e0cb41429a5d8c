// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/log/json.h"

#include "cli/log/utf8.h"

#include <format>

namespace dsproxy::cli {

namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";

std::string escaped(std::string_view character)
{
    const char c = character[0];
    if (c == '"' || c == '\\')
        return {'\\', c};
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
        return std::format("\\u{:04x}", static_cast<unsigned>(c));
    return std::string(character);
}

}  // namespace

void JsonWriter::separate()
{
    if (comma_)
        text_ += ',';
    comma_ = true;
}

JsonWriter& JsonWriter::beginObject()
{
    separate();
    text_ += '{';
    comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::endObject()
{
    text_ += '}';
    comma_ = true;
    return *this;
}

JsonWriter& JsonWriter::beginArray()
{
    separate();
    text_ += '[';
    comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::endArray()
{
    text_ += ']';
    comma_ = true;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name)
{
    string(name);
    text_ += ':';
    comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::string(std::string_view bytes)
{
    separate();
    text_ += '"';
    while (!bytes.empty()) {
        const std::size_t length = utf8Length(bytes);
        text_ += length == 0 ? std::string(replacement) : escaped(bytes.substr(0, length));
        bytes.remove_prefix(length == 0 ? 1 : length);
    }
    text_ += '"';
    return *this;
}

JsonWriter& JsonWriter::literal(std::string_view text)
{
    separate();
    text_ += text;
    return *this;
}

}  // namespace dsproxy::cli

// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/log/json_value.h"

#include "cli/log/utf8.h"
#include "oss/fields.h"

#include <cstring>
#include <format>
#include <optional>
#include <string>

namespace dsproxy::cli {

namespace {

using Held = std::span<const std::uint8_t>;

std::string hexText(Held bytes)
{
    std::string text;
    for (const std::uint8_t byte : bytes)
        text += std::format("{:02x}", byte);
    return text;
}

/// The structure at the start of the bytes; nothing when they do not hold it whole.
template <class T> std::optional<T> structure(Held held)
{
    if (held.size() < sizeof(T))
        return std::nullopt;
    T value;
    std::memcpy(&value, held.data(), sizeof value);
    return value;
}

void write(JsonWriter& json, const s32& value)
{
    json.number(value);
}

void write(JsonWriter& json, const audio_buf_info& info)
{
    json.beginObject();
    json.key("fragments").number(info.fragments);
    json.key("fragstotal").number(info.fragstotal);
    json.key("fragsize").number(info.fragsize);
    json.key("bytes").number(info.bytes);
    json.endObject();
}

void write(JsonWriter& json, const count_info& info)
{
    json.beginObject();
    json.key("bytes").number(info.bytes);
    json.key("blocks").number(info.blocks);
    json.key("ptr").number(info.ptr);
    json.endObject();
}

void write(JsonWriter& json, const mixer_info& info)
{
    json.beginObject();
    json.key("id").string(fieldText(info.id));
    json.key("name").string(fieldText(info.name));
    json.key("modify_counter").number(info.modify_counter);
    json.endObject();
}

void write(JsonWriter& json, const _old_mixer_info& info)
{
    json.beginObject();
    json.key("id").string(fieldText(info.id));
    json.key("name").string(fieldText(info.name));
    json.endObject();
}

template <class T> void writeValue(JsonWriter& json, Held held)
{
    if (const auto value = structure<T>(held))
        write(json.key("value"), *value);
}

/// A structure of version 4, as far as it is held.
void writeFields(JsonWriter& json, std::uint32_t layout, Held held, bool asked)
{
    json.key("value").beginObject();
    for (const oss_field* field = oss_layout_fields(layout); field && field->name; ++field) {
        if (held.size() < std::size_t{field->offset} + field->size || (asked && !field->given))
            continue;
        json.key(field->name);
        const Held bytes = held.subspan(field->offset, field->size);
        if (field->kind == OSS_FIELD_TEXT)
            json.string(fieldText(bytes));
        else if (field->kind == OSS_FIELD_U16)
            json.number(*structure<u16>(bytes));
        else if (field->kind == OSS_FIELD_U64)
            json.number(*structure<u64>(bytes));
        else
            json.number(*structure<s32>(bytes));
    }
    json.endObject();
}

}  // namespace

void writeArgument(JsonWriter& json, std::string_view key, const struct oss_ioctl* row, Held held,
                   std::size_t bytes)
{
    if (bytes == 0)
        return;
    json.key(key).beginObject();
    if (held.size() < bytes)
        json.key("bytes").number(bytes);
    json.key("hex").string(hexText(held));
    switch (row ? static_cast<oss_layout>(row->layout) : OSS_ARG_BYTES) {
    case OSS_ARG_INT:
        writeValue<s32>(json, held);
        break;
    case OSS_ARG_AUDIO_BUF_INFO:
        writeValue<audio_buf_info>(json, held);
        break;
    case OSS_ARG_COUNT_INFO:
        writeValue<count_info>(json, held);
        break;
    case OSS_ARG_MIXER_INFO:
        writeValue<mixer_info>(json, held);
        break;
    case OSS_ARG_OLD_MIXER_INFO:
        writeValue<_old_mixer_info>(json, held);
        break;
    case OSS_ARG_TEXT:
        json.key("value").string(fieldText(held));
        break;
    case OSS_ARG_MIXER_VOL_TABLE:  // larger than an event holds
    case OSS_ARG_NONE:
    case OSS_ARG_BYTES:
        break;
    default:
        writeFields(json, row->layout, held, key == "in");
    }
    json.endObject();
}

}  // namespace dsproxy::cli

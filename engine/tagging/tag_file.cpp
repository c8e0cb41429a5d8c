// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/tagging/tag_file.h"

#include "engine/tagging/tag_stream.h"

#include <aifffile.h>
#include <apetag.h>
#include <flacfile.h>
#include <mpegfile.h>
#include <oggflacfile.h>
#include <opusfile.h>
#include <speexfile.h>
#include <tpropertymap.h>
#include <tvariant.h>
#include <vorbisfile.h>
#include <wavfile.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace dsproxy {
namespace {

using TagLib::ByteVector;
using TagLib::PropertyMap;
using TagLib::String;

constexpr const char* pictures = "PICTURE";

using FilePointer = std::unique_ptr<TagLib::File>;

template <class File> FilePointer openAs(TagStream& stream)
{
    return File::isSupported(&stream) ? std::make_unique<File>(&stream, false) : nullptr;
}

/// TagLib finds the pattern of a frame in any kind of data; ours begin with a frame or a tag.
FilePointer openMpeg(TagStream& stream)
{
    stream.seek(0, TagLib::IOStream::Beginning);
    const ByteVector start = stream.readBlock(3);
    const bool frame = start.size() == 3 && start[0] == '\xff' && (start[1] & '\xe0') == '\xe0';
    return frame || start == ByteVector("ID3") ? openAs<TagLib::MPEG::File>(stream) : nullptr;
}

/// Null when it is nothing that we tag.
FilePointer openFile(TagStream& stream)
{
    using namespace TagLib;
    for (const auto open : {openAs<RIFF::WAV::File>, openAs<RIFF::AIFF::File>, openAs<FLAC::File>,
                            openAs<Ogg::Opus::File>, openAs<Ogg::Vorbis::File>,
                            openAs<Ogg::FLAC::File>, openAs<Ogg::Speex::File>, openMpeg})
        if (FilePointer file = open(stream); file && file->isValid())
            return file;
    return nullptr;
}

constexpr std::pair<const char*, const char*> renamed[] = {{"year", "DATE"},
                                                           {"track", "TRACKNUMBER"}};

std::string keyOf(const String& property)
{
    for (const auto& [key, name] : renamed)
        if (property == name)
            return key;
    std::string key = property.to8Bit(true);
    std::ranges::transform(key, key.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c; });
    return key;
}

String propertyOf(const std::string& key)
{
    const auto found = std::ranges::find(renamed, key, &std::pair<const char*, const char*>::first);
    return found == std::end(renamed) ? String(key, String::UTF8).upper() : String(found->second);
}

std::string textOf(const TagLib::VariantMap& map, const char* key)
{
    return map.value(key).toString().to8Bit(true);
}

Picture pictureOf(const TagLib::VariantMap& map)
{
    const ByteVector data = map.value("data").toByteVector();
    const auto bytes = std::as_bytes(std::span(data.data(), data.size()));
    return Picture{textOf(map, "mimeType"),
                   textOf(map, "pictureType"),
                   textOf(map, "description"),
                   {bytes.begin(), bytes.end()}};
}

TagLib::VariantMap variantOf(const Picture& picture)
{
    TagLib::VariantMap map;
    map["data"] = ByteVector(reinterpret_cast<const char*>(picture.data.data()),
                             static_cast<unsigned>(picture.data.size()));
    map["mimeType"] = String(picture.mimeType, String::UTF8);
    map["pictureType"] = String(picture.type, String::UTF8);
    map["description"] = String(picture.description, String::UTF8);
    return map;
}

RecordingTags tagsOf(const TagLib::File& file)
{
    RecordingTags tags;
    for (const auto& [property, values] : file.properties()) {
        std::vector<std::string> texts;
        for (const String& value : values)
            texts.push_back(value.to8Bit(true));
        if (!texts.empty())
            tags.texts.emplace(keyOf(property), std::move(texts));
    }
    for (const TagLib::VariantMap& picture : file.complexProperties(pictures))
        tags.pictures.push_back(pictureOf(picture));
    return tags;
}

PropertyMap propertiesOf(const RecordingTags& tags)
{
    PropertyMap properties;
    for (const auto& [key, texts] : tags.texts) {
        TagLib::StringList values;
        for (const std::string& text : texts)
            values.append(String(text, String::UTF8));
        properties.insert(propertyOf(key), values);
    }
    return properties;
}

/// Old kinds of tags are kept true where there are some; none is made beside ID3v2.
bool save(TagLib::File& file, const PropertyMap& properties)
{
    auto* mpeg = dynamic_cast<TagLib::MPEG::File*>(&file);
    if (!mpeg)
        return file.save();
    if (mpeg->hasAPETag())
        mpeg->APETag()->setProperties(properties);
    return mpeg->save(TagLib::MPEG::File::AllTags, TagLib::File::StripNone, TagLib::ID3v2::v4,
                      TagLib::File::DoNotDuplicate);
}

}  // namespace

Result<RecordingTags> readTags(const std::string& path)
{
    TagStream stream(path, TagStream::Access::Read);
    if (stream.failure())
        return std::unexpected(*stream.failure());
    const FilePointer file = openFile(stream);
    if (stream.failure())
        return std::unexpected(*stream.failure());
    if (!file)
        return fail(ErrorCode::Unsupported, 0, path);
    return tagsOf(*file);
}

Result<void> writeTags(const std::string& path, const RecordingTags& tags)
{
    TagStream stream(path, TagStream::Access::Write);
    if (stream.failure())
        return std::unexpected(*stream.failure());
    const FilePointer file = openFile(stream);
    if (!file)
        return fail(ErrorCode::Unsupported, 0, path);
    const RecordingTags before = tagsOf(*file);
    const PropertyMap properties = propertiesOf(tags);
    file->setProperties(properties);
    if (tags.pictures != before.pictures) {
        TagLib::List<TagLib::VariantMap> list;
        for (const Picture& picture : tags.pictures)
            list.append(variantOf(picture));
        file->setComplexProperties(pictures, list);
    }
    const bool saved = save(*file, properties);
    if (stream.failure())
        return std::unexpected(*stream.failure());
    return saved ? Result<void>() : fail(ErrorCode::Encoder, 0, "TagLib");
}

}  // namespace dsproxy

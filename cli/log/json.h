// SPDX-License-Identifier: GPL-2.0-or-later
/// Writes JSON, piece by piece. What comes out is valid whatever bytes went in.
#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace dsproxy::cli {

/// The caller opens and closes in pairs.
class JsonWriter {
public:
    JsonWriter& beginObject();
    JsonWriter& endObject();
    JsonWriter& beginArray();
    JsonWriter& endArray();
    JsonWriter& key(std::string_view name);

    /// Bytes that are not UTF-8 become U+FFFD.
    JsonWriter& string(std::string_view bytes);
    JsonWriter& number(std::integral auto value) { return literal(std::to_string(value)); }
    JsonWriter& boolean(bool value) { return literal(value ? "true" : "false"); }
    /// A number that is text already.
    JsonWriter& literal(std::string_view text);

    const std::string& text() const { return text_; }

private:
    void separate();

    std::string text_;
    bool comma_ = false;  ///< something stands before, in the same object or array
};

}  // namespace dsproxy::cli

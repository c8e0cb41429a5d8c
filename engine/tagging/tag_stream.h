// SPDX-License-Identifier: GPL-2.0-or-later
/// A file as TagLib reads and writes it. TagLib's own stream does not see that a disk is full.
#pragma once

#include "engine/base/result.h"
#include "engine/base/unique_fd.h"

#include <tiostream.h>

#include <optional>
#include <span>
#include <string>

namespace dsproxy {

class TagStream final : public TagLib::IOStream {
public:
    enum class Access { Read, Write };

    /// Opens the file at once; failure() says why that did not work.
    TagStream(std::string path, Access access);

    /// The first thing that went wrong. After it nothing more is written.
    const std::optional<Error>& failure() const { return failure_; }

    TagLib::FileName name() const override { return path_.c_str(); }
    TagLib::ByteVector readBlock(size_t length) override;
    void writeBlock(const TagLib::ByteVector& data) override;
    void insert(const TagLib::ByteVector& data, TagLib::offset_t start, size_t replace) override;
    void removeBlock(TagLib::offset_t start, size_t length) override;
    bool readOnly() const override { return access_ == Access::Read; }
    bool isOpen() const override { return static_cast<bool>(fd_); }
    void seek(TagLib::offset_t offset, Position from) override;
    TagLib::offset_t tell() const override { return position_; }
    TagLib::offset_t length() override;
    void truncate(TagLib::offset_t length) override;

private:
    void failed();
    size_t read(TagLib::offset_t at, std::span<char> into);
    void write(TagLib::offset_t at, std::span<const char> bytes);
    void moveUp(TagLib::offset_t from, TagLib::offset_t to);
    void moveDown(TagLib::offset_t from, TagLib::offset_t to);

    std::string path_;
    Access access_;
    UniqueFd fd_;
    TagLib::offset_t position_ = 0;
    std::optional<Error> failure_;
};

}  // namespace dsproxy

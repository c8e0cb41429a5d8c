// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/recording/pre_roll.h"

#include <algorithm>
#include <cstring>

namespace dsproxy {
namespace {

constexpr std::size_t aboutBlock = 1 << 16;

}  // namespace

PreRoll::PreRoll(Nanoseconds length, Bytes most) : length_(length), most_(most) {}

void PreRoll::format(const Format&)
{
    // Each PcmView says its format.
}

void PreRoll::pcm(PcmView pcm)
{
    while (!pcm.bytes.empty() && length_ > Nanoseconds(0)) {
        if (blocks_.empty() || blocks_.back().format != pcm.format ||
            blocks_.back().used == blocks_.back().size)
            grow(pcm.format);
        Block& block = blocks_.back();
        const std::size_t size = std::min(block.size - block.used, pcm.bytes.size());
        std::memcpy(block.memory.get() + block.used, pcm.bytes.data(), size);
        pcm.bytes = pcm.bytes.subspan(size);
        const std::lock_guard lock(mutex_);
        block.used += size;
    }
}

Heard PreRoll::heard() const
{
    const std::lock_guard lock(mutex_);
    Heard heard;
    Nanoseconds left = length_;
    Frames wanted;
    for (auto block = blocks_.rbegin(); block != blocks_.rend(); ++block) {
        const Format& format = block->format;
        if (heard.empty() || heard.back().format != format)
            wanted = format.frames(left);
        const auto frames =
            std::min(wanted, format.frames(Bytes(static_cast<std::int64_t>(block->used))));
        const auto size = static_cast<std::size_t>(format.bytes(frames).value);
        if (size == 0)
            break;
        heard.push_back({format, block->memory, block->used - size, size});
        wanted -= frames;
        left -= format.duration(frames);
    }
    std::ranges::reverse(heard);
    return heard;
}

void PreRoll::grow(const Format& format)
{
    const auto frame = static_cast<std::size_t>(format.frameBytes().value);
    const std::size_t size = std::max(aboutBlock / frame, std::size_t{1}) * frame;
    Block block{format, std::make_shared_for_overwrite<std::byte[]>(size), size};
    const std::lock_guard lock(mutex_);
    blocks_.push_back(std::move(block));
    held_ += Bytes(static_cast<std::int64_t>(size));
    forget();
}

/// The last block is empty yet.
void PreRoll::forget()
{
    while (blocks_.size() > 2 && (held_ > most_ || lengthWithoutFirst() >= length_)) {
        held_ -= Bytes(static_cast<std::int64_t>(blocks_.front().size));
        blocks_.pop_front();
    }
}

Nanoseconds PreRoll::lengthWithoutFirst() const
{
    Nanoseconds length;
    for (auto block = blocks_.begin() + 1; block != blocks_.end(); ++block)
        length += block->format.duration(
            block->format.frames(Bytes(static_cast<std::int64_t>(block->used))));
    return length;
}

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/recording/inlet.h"

#include <algorithm>
#include <utility>

namespace dsproxy {
namespace {

constexpr std::int64_t pieceBytes = 1 << 16;

}  // namespace

Inlet::Inlet(std::shared_ptr<Inbox> inbox, StreamId stream, const StreamFacts& facts,
             std::shared_ptr<const PreRoll> before)
    : inbox_(std::move(inbox)), stream_(stream), before_(std::move(before))
{
    inbox_->put({stream_, Message::Connected{facts, lost_}});
}

void Inlet::format(const Format&)
{
    if (const auto before = std::exchange(before_, nullptr))
        inbox_->put({stream_, before->heard()});
}

void Inlet::pcm(PcmView pcm)
{
    const Frames piece(std::max<std::int64_t>(pcm.format.frames(Bytes(pieceBytes)).value, 1));
    while (!pcm.bytes.empty()) {
        const Frames rest = pcm.frames();
        const PcmView next = pcm.take(piece);
        if (!inbox_->claim(Bytes(std::ssize(next.bytes)))) {
            if (inbox_->closed())
                return;
            inbox_->lose(rest);
            *lost_ += rest.value;
            return;
        }
        inbox_->put({stream_, Message::Sound{next.format,
                                             {next.bytes.begin(), next.bytes.end()},
                                             Frames(lost_->exchange(0))}});
    }
}

void Inlet::end()
{
    if (!std::exchange(ended_, true))
        inbox_->put({stream_, Message::Ended{}});
}

}  // namespace dsproxy

// SPDX-License-Identifier: GPL-2.0-or-later
/// The way of one stream into a recording: what the disk is too slow for is counted, not waited
/// for.
#pragma once

#include "engine/recording/inbox.h"

namespace dsproxy {

class Inlet final : public Branch {
public:
    /// Tells the recording who it is. What BEFORE (may be null) holds at the first format() goes in
    /// first.
    Inlet(std::shared_ptr<Inbox> inbox, StreamId stream, const StreamFacts& facts,
          std::shared_ptr<const PreRoll> before);
    ~Inlet() override { Inlet::end(); }

    void format(const Format& format) override;
    void pcm(PcmView pcm) override;
    void end() override;

private:
    std::shared_ptr<Inbox> inbox_;
    StreamId stream_;
    std::shared_ptr<const PreRoll> before_;
    std::shared_ptr<LostFrames> lost_ = std::make_shared<LostFrames>(0);
    bool ended_ = false;
};

}  // namespace dsproxy

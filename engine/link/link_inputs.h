// SPDX-License-Identifier: GPL-2.0-or-later
/// What programs of a launcher record: PCM of the service, while there is one, else silence.
#pragma once

#include "engine/link/input_ring.h"
#include "engine/seam/capture_input.h"
#include "engine/seam/feed.h"

#include <atomic>
#include <functional>
#include <mutex>
#include <vector>

namespace dsproxy::link {

/// Each capture stream has a ring in each of its formats, and another one for each service that
/// attaches: one that was frozen may go on writing into what it was given.
class LinkInputs final : public CaptureInputs {
public:
    /// FEED and this outlive all inputs.
    explicit LinkInputs(Feed& feed) : feed_(feed) {}

    /// The source's threads.
    std::unique_ptr<CaptureInput> start(std::uint32_t stream, Format format) override;

    /// False: it could not be sent.
    using Send = std::function<bool(std::span<const std::byte> body, std::span<const int> fds)>;
    /// Link thread: a service has come. SEND is called until detach(), on any thread.
    void attach(Send send);
    /// Link thread: it has gone, or none will come. Programs record silence.
    void detach();

private:
    class Input;
    void enlist(Input& input);
    void leave(Input& input);
    void offer(Input& input);

    Feed& feed_;
    std::atomic<bool> deserted_{false};
    std::mutex lock_;
    Send send_;
    std::vector<Input*> inputs_;
};

}  // namespace dsproxy::link

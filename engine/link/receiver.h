// SPDX-License-Identifier: GPL-2.0-or-later
/// The service's end of the link: what one launcher's pump has taken, given to a Tap.
#pragma once

#include "engine/link/message.h"
#include "engine/link/record_ring.h"
#include "engine/pump/tap.h"

#include <functional>
#include <map>
#include <memory>

namespace dsproxy::link {

/// Has a thread of its caller, which does what a Pump's does. Believes nothing: what makes no sense
/// ends the link.
class Receiver {
public:
    /// SOCKET and STOP (an eventfd) wake it; both outlive it.
    Receiver(std::unique_ptr<RecordRing> ring, UniqueFd doorbell, int socket, int stop);

    /// The proxy of a stream: what it is steered to goes back to the launcher.
    std::shared_ptr<Stream> stream(std::uint32_t id) const;

    /// Until the launcher is gone and all it left is read, or STOP. Then TAP has got its finish().
    /// EBADMSG: the launcher has sent nonsense.
    Result<void> run(Tap& tap, const std::function<void(Message)>& message);

private:
    Result<bool> takeSome(Tap& tap);
    Result<void> takeRest(Tap& tap);
    Result<void> take(Tap& tap, const Record& record);
    Result<void> event(Tap& tap, const Record& record);
    Result<void> pcm(Tap& tap, const Record& record);
    void steer();
    Result<bool> sleep(const std::function<void(Message)>& message);
    bool hearBell();
    bool mustStop() const;

    struct Proxy {
        std::shared_ptr<Stream> stream;
        std::optional<Format> format;
        Steering told;
    };

    std::unique_ptr<RecordRing> ring_;
    UniqueFd doorbell_;
    int socket_;
    int stop_;
    std::map<std::uint32_t, Proxy> streams_;
};

}  // namespace dsproxy::link

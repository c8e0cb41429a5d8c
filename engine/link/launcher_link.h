// SPDX-License-Identifier: GPL-2.0-or-later
/// Keeps a launcher's streams attached to the user's service, whenever there is one.
#pragma once

#include "engine/link/message.h"
#include "engine/link/sender.h"

#include <condition_variable>
#include <functional>
#include <thread>

namespace dsproxy::link {

/// What became of the link; values, the words are made elsewhere.
struct LinkNews {
    enum class What {
        Attached,
        Unavailable,  ///< no bus, or no such service: nobody will come
        VersionsDiffer,  ///< the service speaks versions min to max only
        Lost,  ///< the service has gone; we try again
    };
    What what;
    Error error;
    std::uint32_t version_min = 0;
    std::uint32_t version_max = 0;
};

/// A thread of its own; the program and the pump never wait for it, nor for the service.
class LauncherLink {
public:
    struct Listeners {
        std::function<void(LauncherLink&, const LinkNews&)> news;
        std::function<void(Message)> message;  ///< of the service, after its welcome
    };
    /// PROGRAM: what was started, for people and for what is kept of it. SINKS: where its streams
    /// are to go; none: as the service has it.
    static Result<std::unique_ptr<LauncherLink>> start(Sender& sender, const std::string& program,
                                                       const std::vector<std::string>& sinks,
                                                       Listeners listeners);
    /// Hangs up. What the ring holds is the service's to read: one that is just being asked for
    /// gets a second to answer.
    ~LauncherLink();

    /// Any thread. False: nobody is attached, or he does not listen.
    bool send(MessageKind kind, std::span<const std::byte> body,
              std::span<const int> descriptors = {});

private:
    LauncherLink(Sender& sender, const Hello& hello, Listeners listeners, UniqueFd stop);
    enum class Outcome { Attached, Later, Never };
    void run();
    Outcome attach();
    Outcome without(const Error& error);
    Outcome greet();
    Outcome welcomed();
    void serve();
    void settle(bool settled);
    bool wait(int milliseconds, bool socket);

    Sender& sender_;
    const Hello hello_;
    Listeners listeners_;
    UniqueFd stop_;
    std::mutex lock_;  ///< of socket_, between run() and send()
    UniqueFd socket_;
    std::condition_variable asked_;
    bool met_ = false;  ///< there was a service
    bool settled_ = false;  ///< the first question to the bus has its answer
    std::thread thread_;
};

}  // namespace dsproxy::link

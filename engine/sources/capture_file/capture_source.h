// SPDX-License-Identifier: GPL-2.0-or-later
/// The source of a replay: what a capture file holds, again, through the same seam.
#pragma once

#include "engine/capture_file/capture_reader.h"
#include "engine/seam/feed.h"

#include <map>
#include <thread>

namespace dsproxy::capture_file {

/// Gives events and PCM in the order of the file, and each only when the consumer has acted on what
/// comes before it: recordings become the same, byte for byte. The consumer must be eager.
class CaptureSource {
public:
    struct Settings {
        bool free_running = false;  ///< else everything comes at its time
        std::optional<std::uint32_t> stream;  ///< this one alone
        std::function<void()> rest;  ///< on the source's thread, when all before is consumed
    };
    /// How the file was.
    struct Condition {
        bool whole = false;  ///< it has its end
        std::uint64_t damaged_bytes = 0;  ///< skipped, but for a torn end
        std::optional<Error> error;  ///< it could not be read on
    };

    static Result<std::unique_ptr<CaptureSource>> create(std::unique_ptr<CaptureReader> reader,
                                                         Feed& feed, Settings settings);
    ~CaptureSource();

    void start();
    /// Any thread: ends soon, in the middle of the file. What was given is still consumed.
    void stop();
    /// Readable when all is given, and the feed has ended.
    int endedFd() const { return ended_.get(); }
    Condition join();

private:
    struct Player {
        std::shared_ptr<Stream> stream;
        std::optional<Format> format;
        std::uint64_t position = 0;  ///< the next byte's
        std::shared_ptr<PcmRing> ring;
    };

    CaptureSource(std::unique_ptr<CaptureReader> reader, Feed& feed, Settings settings,
                  UniqueFd stop, UniqueFd ended);
    void run();
    void give(const Start&) {}
    void give(const Event& event);
    void give(const Pcm& pcm);
    void give(const Rest&);
    void give(const End&) { condition_.whole = true; }
    void give(const Damage& damage);

    bool wants(std::uint32_t stream) const;
    Player* open(const Event& opened);
    void close(std::uint32_t stream);
    Player* find(std::uint32_t stream);
    Player* playerOf(const Pcm& pcm);
    void changeFormat(Player& player, Event event);
    void reset(Player& player, Event event);
    void alignTo(Player& player, std::uint64_t position);
    void publish(Player& player, std::span<const std::byte> bytes);
    void relay(const Event& event);
    void waitUntilRead();
    void waitForTime(std::uint64_t time_ns);
    template <class Met> void waitFor(Met met);
    void breakOff(Error error);

    std::unique_ptr<CaptureReader> reader_;
    Feed& feed_;
    Settings settings_;
    UniqueFd stop_;
    UniqueFd ended_;
    std::map<std::uint32_t, Player> players_;
    Player* unread_ = nullptr;  ///< the only one with something that is not consumed
    std::optional<std::uint64_t> delay_ns_;  ///< from the file's clock to ours, modulo 2^64
    std::atomic<bool> stopped_{false};
    Condition condition_;
    std::thread thread_;
};

}  // namespace dsproxy::capture_file

// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/run/live_host.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace dsproxy::cli {

namespace {

constexpr std::chrono::milliseconds look{20};
constexpr std::chrono::seconds patience{2};

Settings settingsOf(const std::vector<std::string>& sinks)
{
    Settings settings;
    // A sink that fails falls back to silence, not to one that nobody named.
    settings.output.clear();
    if (std::ranges::find(sinks, defaultSink) != sinks.end())
        settings.output = Settings().output;
    settings.log_events = 1;
    return settings;
}

/// How long what the sinks' devices still have takes.
std::chrono::nanoseconds delayOf(const SinkTable& sinks)
{
    std::chrono::nanoseconds longest{0};
    for (const auto& [name, state] : sinks.states())
        if (!state.device.empty())
            longest = std::max(longest,
                               std::chrono::nanoseconds(state.format.duration(state.delay).value));
    return std::min<std::chrono::nanoseconds>(longest, patience);
}

}  // namespace

Result<std::unique_ptr<LiveHost>> LiveHost::create(const std::vector<std::string>& sinks,
                                                   const std::string& rules, Feed& feed)
{
    auto notifier = Notifier::create();
    if (!notifier)
        return std::unexpected(notifier.error());
    return std::unique_ptr<LiveHost>(new LiveHost(std::move(*notifier), sinks, rules, feed));
}

LiveHost::LiveHost(std::unique_ptr<Notifier> notifier, const std::vector<std::string>& sinks,
                   const std::string& rules, Feed& feed)
    : notifier_(std::move(notifier)), sinks_(sinks), feed_(feed),
      engine_(settingsOf(sinks), rules, *notifier_)
{
}

LiveHost::~LiveHost()
{
    const auto plays = [this] {
        return std::ranges::any_of(engine_.sinks().states(),
                                   [](const auto& sink) { return sink.second.inputs > 0; });
    };
    for (auto waited = look; plays() && waited < patience; waited += look)
        std::this_thread::sleep_for(look);
    std::this_thread::sleep_for(delayOf(engine_.sinks()));
}

std::unique_ptr<Tap> LiveHost::tap()
{
    return std::make_unique<Intake>(engine_, IntakeOrigin{.device = 1, .sinks = sinks_},
                                    [this](std::uint32_t stream) { return feed_.stream(stream); });
}

}  // namespace dsproxy::cli

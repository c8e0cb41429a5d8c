// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/run/consumer.h"

#include "engine/capture_file/capture_writer.h"

namespace dsproxy::cli {

Result<std::unique_ptr<Consumer>> Consumer::open(const OutputOptions& options,
                                                 Reporter::Haste haste)
{
    auto reporter = Reporter::open(options, haste);
    if (!reporter)
        return std::unexpected(reporter.error());
    for (const SinkSpec& sink : options.sinks)
        if (auto place = checkPlace(sink); !place)
            return std::unexpected(place.error());
    auto feed = Feed::create();
    if (!feed)
        return std::unexpected(feed.error());
    std::unique_ptr<Consumer> consumer(new Consumer(options));
    consumer->reporter_ = std::move(*reporter);
    consumer->feed_ = std::move(*feed);
    consumer->recorder_ = std::make_unique<Recorder>(
        options.sinks, options.tags,
        [&reporter = *consumer->reporter_](const Notice& notice) { reporter.notice(notice); },
        openSink, options.on_format_change);
    return consumer;
}

Result<void> Consumer::capture(const std::string& path, const capture_file::Start& start)
{
    const auto failed = [this, path](const Error& error) {
        reporter_->notice({.what = Notice::What::CaptureEnded,
                           .path = path,
                           .format = {},
                           .kept = {},
                           .error = error});
    };
    auto writer = capture_file::CaptureWriter::create(path, start, failed);
    if (!writer)
        return std::unexpected(writer.error());
    tap(std::move(*writer), Timing::Wanted);
    return {};
}

Result<void> Consumer::playLive(const std::string& rules)
{
    auto host = LiveHost::create(options_.live, rules, *feed_);
    if (!host)
        return std::unexpected(host.error());
    host_ = std::move(*host);
    tap(host_->tap(), Timing::Unwanted);
    return {};
}

void Consumer::tap(std::unique_ptr<Tap> tap, Timing timing)
{
    if (timing == Timing::Wanted)
        feed_->timing_wanted.store(true);
    taps_.push_back(std::move(tap));
}

void Consumer::start(bool eager)
{
    const Pump::Listeners listeners{
        [this](std::vector<Event> events) { reporter_->events(std::move(events)); },
        [this](const Format& format, Frames frames) { reporter_->captured(format, frames); },
        mixer_};
    std::vector<Tap*> taps;
    for (const auto& tap : taps_)
        taps.push_back(tap.get());
    pump_ = std::make_unique<Pump>(*feed_, *recorder_, listeners, eager, taps);
    reporter_->start();
    pumped_ = std::async(std::launch::async, [this] { pump_->run(); });
}

}  // namespace dsproxy::cli

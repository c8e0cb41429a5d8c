// SPDX-License-Identifier: GPL-2.0-or-later
/// dsproxyd: the user's service. One for each session bus; ends cleanly at SIGTERM and SIGINT.
#include "engine/bus/service_name.h"
#include "engine/files/user_folders.h"
#include "engine/live/monotonic.h"
#include "engine/service/bus_interface.h"

#include <signal.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <systemd/sd-daemon.h>
#include <systemd/sd-event.h>

#include <cstdio>
#include <cstring>
#include <memory>

namespace {

using namespace dsproxy;

struct Close {
    void operator()(sd_bus* bus) const { sd_bus_flush_close_unref(bus); }
    void operator()(sd_event* event) const { sd_event_unref(event); }
};

int explain(const char* what, int error)
{
    std::fprintf(stderr, "dsproxyd: %s: %s\n", what, std::strerror(error));
    return 1;
}

/// A file that cannot be read, or lines of it: the rest holds.
Settings readSettings()
{
    const std::string path = configFile("dsproxyd.conf").value_or("dsproxyd.conf");
    auto parsed = loadSettings(path);
    if (!parsed) {
        std::fprintf(stderr, "dsproxyd: %s cannot be read: %s; it is left as it is\n", path.c_str(),
                     std::strerror(parsed.error().sys));
        return {};
    }
    if (parsed->schema > Settings::schema)
        std::fprintf(stderr, "dsproxyd: %s is of a later version; what is known of it holds\n",
                     path.c_str());
    for (const SettingsFault& fault : parsed->faults)
        std::fprintf(stderr, "dsproxyd: %s:%zu is not understood: %s\n", path.c_str(), fault.line,
                     fault.text.c_str());
    return parsed->settings;
}

/// The names and signals of the bus, and what other threads have changed.
class Loop {
public:
    Loop(Service& service, Notifier& notifier) : service_(service), notifier_(notifier) {}

    int run();

private:
    int connect();
    int takeName();
    void watchMixers();
    static int onChange(sd_event_source*, int, std::uint32_t, void* data);
    static int onTime(sd_event_source*, std::uint64_t, void* data);
    static int onCard(sd_event_source*, int, std::uint32_t, void* data);

    Service& service_;
    Notifier& notifier_;
    std::unique_ptr<sd_event, Close> event_;
    std::unique_ptr<sd_bus, Close> bus_;
    std::unique_ptr<BusInterface> interface_;
    sd_event_source* timer_ = nullptr;
    std::vector<sd_event_source*> card_;
};

/// Carries out what is due, and sleeps until the next time that something is.
void Loop::watchMixers()
{
    MixerRoom& mixers = service_.mixers();
    if (mixers.act(monotonicNow()))
        interface_->tellChanged(static_cast<std::uint32_t>(Topic::Mixers));
    const std::uint64_t due_ns = mixers.due();
    sd_event_source_set_enabled(timer_,
                                due_ns == ~std::uint64_t{0} ? SD_EVENT_OFF : SD_EVENT_ONESHOT);
    if (due_ns != ~std::uint64_t{0})
        sd_event_source_set_time(timer_, due_ns / 1000 + 1);
    for (sd_event_source* source : card_)
        sd_event_source_disable_unref(source);
    card_.clear();
    for (const pollfd& one : mixers.descriptors())
        sd_event_add_io(event_.get(), &card_.emplace_back(), one.fd, EPOLLIN, onCard, this);
}

int Loop::onTime(sd_event_source*, std::uint64_t, void* data)
{
    static_cast<Loop*>(data)->watchMixers();
    return 0;
}

int Loop::onCard(sd_event_source*, int, std::uint32_t, void* data)
{
    auto& loop = *static_cast<Loop*>(data);
    loop.service_.mixers().hearCard();
    loop.watchMixers();
    return 0;
}

int Loop::onChange(sd_event_source*, int, std::uint32_t, void* data)
{
    auto& loop = *static_cast<Loop*>(data);
    const std::uint32_t topics = loop.notifier_.take();
    if (topics & static_cast<std::uint32_t>(Topic::Attachments))
        loop.service_.sweep();
    if (topics & static_cast<std::uint32_t>(Topic::Streams))
        loop.service_.engine().sweepWatchers();
    loop.interface_->tellChanged(topics);
    loop.service_.hearMixers(monotonicNow());
    loop.watchMixers();
    return 0;
}

int Loop::connect()
{
    sd_event* event = nullptr;
    sd_bus* bus = nullptr;
    if (const int result = sd_event_default(&event); result < 0)
        return result;
    event_.reset(event);
    if (const int result = sd_bus_open_user(&bus); result < 0)
        return result;
    bus_.reset(bus);
    if (const int result = sd_bus_attach_event(bus, event, SD_EVENT_PRIORITY_NORMAL); result < 0)
        return result;
    // With the bus the session is over.
    return sd_bus_set_exit_on_disconnect(bus, 1);
}

int Loop::takeName()
{
    interface_ = std::make_unique<BusInterface>(bus_.get(), service_);
    if (const int result = interface_->publish(); result < 0)
        return result;
    return sd_bus_request_name(bus_.get(), serviceName, 0);
}

int Loop::run()
{
    if (const int result = connect(); result < 0)
        return explain("the session bus cannot be reached", -result);
    if (const int result = takeName(); result == -EEXIST)
        return explain("it runs already", EEXIST);
    else if (result < 0)
        return explain(serviceName, -result);
    sd_event_add_signal(event_.get(), nullptr, SIGTERM, nullptr, nullptr);
    sd_event_add_signal(event_.get(), nullptr, SIGINT, nullptr, nullptr);
    sd_event_add_io(event_.get(), nullptr, notifier_.fd(), EPOLLIN, onChange, this);
    sd_event_add_time(event_.get(), &timer_, CLOCK_MONOTONIC, 0, 1000, onTime, this);
    sd_event_source_set_enabled(timer_, SD_EVENT_OFF);
    sd_notify(0, "READY=1");
    const int code = sd_event_loop(event_.get());
    sd_notify(0, "STOPPING=1");
    return code < 0 ? explain("the event loop has failed", -code) : 0;
}

/// Launchers, sinks and recordings need several files each.
void raiseFileLimit()
{
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) < 0)
        return;
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace

int main()
{
    raiseFileLimit();
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGTERM);
    ::sigaddset(&signals, SIGINT);
    ::sigprocmask(SIG_BLOCK, &signals, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGXFSZ, SIG_IGN);
    const auto notifier = Notifier::create();
    if (!notifier)
        return explain("eventfd", notifier.error().sys);
    const ServicePlaces places{.rules = configFile("rules").value_or(""),
                               .volumes = stateFile("volumes").value_or(""),
                               .mixer_table = configFile("oss_mixer").value_or(""),
                               .log = stateFile("log").value_or("")};
    Service service(readSettings(), places, **notifier);
    return Loop(service, **notifier).run();
}

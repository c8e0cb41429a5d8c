// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/service/service.h"

#include <sys/socket.h>

#include <algorithm>

namespace dsproxy {

namespace {

/// Each has a thread and four descriptors.
constexpr std::size_t launchersMax = 512;

/// Only when the user wants the log on his disk; a folder that cannot be leaves it in memory.
std::unique_ptr<LogSpool> spoolOf(const Settings& settings, const std::string& folder)
{
    if (settings.log_days == 0 || folder.empty())
        return nullptr;
    auto spool = LogSpool::open(folder, {settings.log_days, std::uint64_t{settings.log_mib} << 20});
    return spool ? std::move(*spool) : nullptr;
}

}  // namespace

Service::Service(const Settings& settings, const ServicePlaces& places, Notifier& notifier)
    : engine_(settings, places.rules, notifier, spoolOf(settings, places.log)),
      mixers_(engine_,
              {.saved = places.volumes, .table = places.mixer_table, .card = settings.mixer_card},
              [this](std::uint32_t device, const MixerChange& change) {
                  if (Attachment* attachment = find(device))
                      attachment->setMixer(change);
              })
{
}

Result<UniqueFd> Service::attach()
{
    sweep();
    if (attachments_.size() >= launchersMax)
        return fail(ErrorCode::System, EBUSY, "launchers");
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0)
        return systemError("socketpair");
    UniqueFd theirs(ends[1]);
    auto attachment = Attachment::start(UniqueFd(ends[0]), ++last_device_, engine_);
    if (!attachment)
        return std::unexpected(attachment.error());
    attachments_.push_back(std::move(*attachment));
    return theirs;
}

void Service::sweep()
{
    std::erase_if(attachments_, [this](const auto& one) {
        if (one->hasEnded())
            mixers_.leave(one->device());
        return one->hasEnded();
    });
}

Attachment* Service::find(std::uint32_t device) const
{
    const auto found =
        std::ranges::find(attachments_, device, [](const auto& one) { return one->device(); });
    return found == attachments_.end() || (*found)->hasEnded() ? nullptr : found->get();
}

void Service::hearMixers(std::uint64_t now_ns)
{
    for (const auto& one : attachments_)
        if (const auto state = one->takeMixer())
            mixers_.hear(one->device(), one->program(), *state, now_ns);
}

Result<void> Service::setMixer(std::uint32_t device, std::uint32_t control, std::uint32_t value,
                               std::uint64_t now_ns)
{
    if (!find(device) || control >= mixerControls)
        return fail(ErrorCode::System, ENOENT, std::to_string(find(device) ? control : device));
    mixers_.move(device, control, asMixerTakes(control, value), now_ns);
    return {};
}

std::vector<Service::Launcher> Service::launchers() const
{
    std::vector<Launcher> all;
    for (const auto& one : attachments_)
        if (!one->hasEnded())
            all.push_back({one->device(), one->launcher(), one->program()});
    return all;
}

}  // namespace dsproxy

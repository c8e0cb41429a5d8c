// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/desktop/opening.h"

#include <time.h>

#include <array>

namespace dsproxy::desktop {

namespace {

constexpr Nanoseconds openTime{4'000'000'000};

std::vector<std::string> argumentsOf(const std::string& job, const std::string& name,
                                     const DeviceRequest& request)
{
    const oss_params& params = request.format.params();
    return {job,
            name,
            std::to_string(params.afmt),
            std::to_string(params.channels),
            std::to_string(params.rate),
            std::to_string(request.latency.value)};
}

Error withName(Error error, const std::string& name)
{
    if (error.code == ErrorCode::OpenFailed && error.subject.empty())
        error.subject = "desktop:" + name;
    return error;
}

}  // namespace

std::uint64_t monotonic()
{
    timespec time;
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000 +
           static_cast<std::uint64_t>(time.tv_nsec);
}

Result<Opened> awaitOpened(HelperProcess& helper,
                           const std::function<void(std::span<const std::byte>)>& other)
{
    const std::uint64_t start = monotonic();
    std::array<std::byte, packetBytes> memory;
    for (;;) {
        const auto packet = helper.receive(memory);
        if (!packet)
            return std::unexpected(helper.whyEnded());
        if (const auto opened = decode<Opened>(*packet)) {
            if (opened->version != protocolVersion)
                return fail(ErrorCode::OpenFailed, EPROTO, helper.path());
            return *opened;
        }
        if (!packet->empty()) {
            other(*packet);
            continue;
        }
        const auto passed = static_cast<std::int64_t>(monotonic() - start);
        if (passed >= openTime.value)
            return fail(ErrorCode::OpenFailed, ETIMEDOUT);
        helper.sleep(-1, openTime - Nanoseconds(passed));
    }
}

Result<Opening> open(const std::string& job, const std::string& name, const DeviceRequest& request)
{
    auto helper = HelperProcess::start(argumentsOf(job, name, request));
    if (!helper)
        return std::unexpected(helper.error());
    const auto opened = awaitOpened(*helper, [](auto) {});
    if (!opened)
        return std::unexpected(withName(opened.error(), name));
    if (opened->error != 0)
        return std::unexpected(withName({ErrorCode::OpenFailed, opened->error, {}}, name));
    const Format format(opened->afmt, Channels{opened->channels}, Rate{opened->rate});
    return Opening{std::move(*helper), {format, Frames(opened->period), Frames(opened->buffer)}};
}

}  // namespace dsproxy::desktop

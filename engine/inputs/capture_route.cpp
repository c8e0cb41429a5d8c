// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/inputs/capture_route.h"

namespace dsproxy {

void CaptureRoute::record(std::shared_ptr<link::InputRing> ring, const Format& format)
{
    // The old one writes into the old ring; it must not see the new one.
    connection_.reset();
    ring_ = std::move(ring);
    format_ = format;
    connect(table_.find(source_));
}

Result<void> CaptureRoute::from(const std::string& source)
{
    auto spec = table_.find(source);
    if (!spec)
        return std::unexpected(spec.error());
    source_ = source;
    connect(spec);
    return {};
}

/// What cannot be is silence.
void CaptureRoute::connect(const Result<InputSpec>& spec)
{
    connection_.reset();
    trouble_.reset();
    if (!ring_)
        return;
    const InputEnd end{ring_, format_, level_};
    auto made = spec.and_then([&](const InputSpec& found) { return table_.connect(found, end); });
    if (!made) {
        trouble_ = made.error();
        made = table_.connect({InputSpec::Kind::Silence, {}}, end);
    }
    if (made)
        connection_ = std::move(*made);
}

void CaptureRoute::setLevel(double left, double right, bool muted)
{
    level_->volume.set(left, right);
    level_->volume.mute(muted);
}

Frames CaptureRoute::frames() const
{
    return Frames(static_cast<std::int64_t>(level_->frames.load()));
}

std::optional<Error> CaptureRoute::trouble() const
{
    if (trouble_)
        return trouble_;
    return connection_ ? connection_->trouble() : std::nullopt;
}

}  // namespace dsproxy

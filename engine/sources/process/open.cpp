// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/open.h"

namespace dsproxy::process {

Open::Open(DeviceNode node_, OpenMode mode_, std::shared_ptr<Stream> stream_, Readiness readiness_,
           CaptureInputs* inputs, std::uint64_t now_ns)
    : node(node_), mode(mode_), stream(std::move(stream_)), playback(*stream, mode.free_running),
      capture(inputs, stream->id), readiness(std::move(readiness_))
{
    oss_dsp_open(&dsp, node.node, mode.read, mode.write, mode.nonblock, now_ns);
    dsp.play.free_running = mode.free_running;
    dsp.capture.free_running = mode.free_running;
    // Our ring bounds the writes; whatever it takes has been heard.
    dsp.play.gate = ~std::uint64_t{0};
    frame_bytes_ = oss_frame_bytes(&dsp.params);
}

Result<UniqueFd> Open::addChannel()
{
    auto made = DataChannel::create(mode.read, mode.write);
    if (!made)
        return std::unexpected(made.error());
    channels.push_back(std::move(made->channel));
    unwatched = true;
    return std::move(made->program_end);
}

std::uint64_t Open::position() const
{
    if (!mode.write)
        return dsp.capture.written;
    return dsp.play.mapped ? dsp.play.played : dsp.play.written;
}

std::uint64_t Open::frameAt(std::uint64_t position) const
{
    if (position < position_base_)  // of an earlier format
        return frame_base_;
    return frame_base_ + (position - position_base_) / frame_bytes_;
}

void Open::rebaseFrames(std::uint64_t position)
{
    frame_base_ = frameAt(position);
    position_base_ = position;
    frame_bytes_ = oss_frame_bytes(&dsp.params);
}

}  // namespace dsproxy::process

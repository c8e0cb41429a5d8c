// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/capture_file/record_codec.h"

#include "engine/capture_file/crc32c.h"
#include "engine/capture_file/little_endian.h"

#include <algorithm>

namespace dsproxy::capture_file {

namespace {

/// Everything of an event but the bytes of its argument. A later version may have more of it.
constexpr std::uint32_t eventLeastBytes = 120;
constexpr std::uint32_t eventFixedBytes = 128;

Payload held(const std::uint8_t (&argument)[Event::argumentMax], std::size_t bytes)
{
    return std::as_bytes(std::span(argument)).first(std::min(bytes, Event::argumentMax));
}

void encodeParams(ByteWriter& out, const oss_params& params)
{
    out.number(params.afmt).number(params.channels).number(params.rate);
}

oss_params decodeParams(ByteReader& in)
{
    oss_params params{};
    params.afmt = in.number<std::uint32_t>();
    params.channels = in.number<std::uint32_t>();
    params.rate = in.number<std::uint32_t>();
    return params;
}

bool isPlayable(const oss_params& params)
{
    return oss_format_find(params.afmt) && params.channels >= 1 &&
           params.channels <= OSS_CHANNELS_MAX && params.rate >= 1 && params.rate <= OSS_RATE_MAX;
}

/// LENGTH bytes there were, HELD of them are here; an Event keeps what it has room for.
std::uint16_t decodeArgument(std::uint8_t (&argument)[Event::argumentMax], std::uint32_t length,
                             Payload held)
{
    held = held.first(std::min(held.size(), Event::argumentMax));
    std::ranges::copy(held, std::as_writable_bytes(std::span(argument)).begin());
    return static_cast<std::uint16_t>(std::min<std::uint32_t>(length, 0xffff));
}

}  // namespace

void encode(std::vector<std::byte>& out, const Start& start)
{
    ByteWriter(out)
        .number(start.wall_ns)
        .number(start.monotonic_ns)
        .number(std::uint32_t{start.free_running})
        .text(start.program)
        .text(start.writer);
}

std::optional<Start> decodeStart(Payload payload)
{
    ByteReader in(payload);
    Start start;
    start.wall_ns = in.number<std::uint64_t>();
    start.monotonic_ns = in.number<std::uint64_t>();
    start.free_running = in.number<std::uint32_t>() & 1;
    start.program = in.text();
    start.writer = in.text();
    return in.complete() ? std::optional(start) : std::nullopt;
}

void encode(std::vector<std::byte>& out, const Event& event)
{
    const Payload in = held(event.in, event.in_bytes);
    const Payload answer = held(event.out, event.out_bytes);
    ByteWriter writer(out);
    writer.number(eventFixedBytes)
        .number(static_cast<std::uint32_t>(event.kind))
        .number(event.sequence)
        .number(event.time_ns)
        .number(event.position)
        .number(event.frame)
        .number(event.dropped_bytes)
        .number(event.stream)
        .number(event.pid)
        .number(event.cmd)
        .number(event.error)
        .number(event.value)
        .number(event.node)
        .number(event.mode)
        .number(std::uint32_t{event.capture});
    encodeParams(writer, event.params);
    writer.bytes(std::as_bytes(std::span(event.comm)))
        .number(std::uint32_t{event.in_bytes})
        .number(static_cast<std::uint32_t>(in.size()))
        .number(std::uint32_t{event.out_bytes})
        .number(static_cast<std::uint32_t>(answer.size()))
        .number(event.took_ns)
        .bytes(in)
        .bytes(answer);
}

std::optional<Event> decodeEvent(Payload payload)
{
    ByteReader in(payload);
    Event event{};
    const auto fixed = in.number<std::uint32_t>();
    event.kind = static_cast<EventKind>(in.number<std::uint32_t>());
    event.sequence = in.number<std::uint64_t>();
    event.time_ns = in.number<std::uint64_t>();
    event.position = in.number<std::uint64_t>();
    event.frame = in.number<std::uint64_t>();
    event.dropped_bytes = in.number<std::uint64_t>();
    event.stream = in.number<std::uint32_t>();
    event.pid = in.number<std::int32_t>();
    event.cmd = in.number<std::uint32_t>();
    event.error = in.number<std::int32_t>();
    event.value = in.number<std::uint32_t>();
    event.node = in.number<std::uint16_t>();
    event.mode = in.number<std::uint16_t>();
    event.capture = in.number<std::uint32_t>() & 1;
    event.params = decodeParams(in);
    std::ranges::copy(in.bytes(sizeof event.comm),
                      std::as_writable_bytes(std::span(event.comm)).begin());
    const auto in_length = in.number<std::uint32_t>();
    const auto in_held = in.number<std::uint32_t>();
    const auto out_length = in.number<std::uint32_t>();
    const auto out_held = in.number<std::uint32_t>();
    if (fixed >= eventFixedBytes)
        event.took_ns = in.number<std::uint64_t>();
    if (!in.complete() || fixed < eventLeastBytes || fixed > payload.size())
        return std::nullopt;
    ByteReader arguments(payload.subspan(fixed));
    event.in_bytes = decodeArgument(event.in, in_length, arguments.bytes(in_held));
    event.out_bytes = decodeArgument(event.out, out_length, arguments.bytes(out_held));
    const bool playable = event.kind != EventKind::Format || isPlayable(event.params);
    return arguments.complete() && playable ? std::optional(event) : std::nullopt;
}

void encode(std::vector<std::byte>& out, const Pcm& pcm)
{
    ByteWriter writer(out);
    writer.number(pcm.stream).number(pcm.position).number(pcm.time_ns);
    encodeParams(writer, pcm.pcm.format.params());
    writer.number(static_cast<std::uint32_t>(pcm.pcm.bytes.size())).bytes(pcm.pcm.bytes);
}

std::optional<Pcm> decodePcm(Payload payload)
{
    ByteReader in(payload);
    Pcm pcm;
    pcm.stream = in.number<std::uint32_t>();
    pcm.position = in.number<std::uint64_t>();
    pcm.time_ns = in.number<std::uint64_t>();
    const oss_params params = decodeParams(in);
    const Payload bytes = in.bytes(in.number<std::uint32_t>());
    if (!in.complete() || !isPlayable(params) || bytes.size() % oss_frame_bytes(&params) != 0)
        return std::nullopt;
    pcm.pcm = {Format(params), bytes};
    return pcm;
}

void encode(std::vector<std::byte>& out, const End& end)
{
    ByteWriter(out).number(end.events).number(end.pcm_bytes);
}

std::optional<End> decodeEnd(Payload payload)
{
    ByteReader in(payload);
    End end;
    end.events = in.number<std::uint64_t>();
    end.pcm_bytes = in.number<std::uint64_t>();
    return in.complete() ? std::optional(end) : std::nullopt;
}

void encode(std::vector<std::byte>& out, const RecordHeader& header)
{
    const std::size_t start = out.size();
    ByteWriter writer(out);
    writer.number(recordMark)
        .number(static_cast<std::uint16_t>(header.type))
        .number(std::uint16_t{0})
        .number(header.bytes)
        .number(header.checksum);
    writer.number(crc32c(std::span(out).subspan(start)));
}

std::optional<RecordHeader> decodeHeader(std::span<const std::byte, recordHeaderBytes> bytes)
{
    ByteReader in(bytes);
    if (in.number<std::uint32_t>() != recordMark)
        return std::nullopt;
    const auto type = in.number<std::uint16_t>();
    in.number<std::uint16_t>();
    const auto length = in.number<std::uint32_t>();
    const auto checksum = in.number<std::uint32_t>();
    if (length > payloadMax ||
        in.number<std::uint32_t>() != crc32c(bytes.first<recordHeaderBytes - 4>()))
        return std::nullopt;
    return RecordHeader{static_cast<RecordType>(type), length, checksum};
}

}  // namespace dsproxy::capture_file

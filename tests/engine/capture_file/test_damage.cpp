// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/capture_file/crc32c.h"
#include "written.h"

#include <algorithm>

namespace dsproxy::capture_file::test {
namespace {

const Format mono(AFMT_U8, Channels{1}, Rate{8000});

/// Start, events 1 to 5 with a piece of PCM behind each, Rest, End.
Bytes example()
{
    const TempFile file;
    const auto writer = create(file.path());
    for (std::uint8_t i = 1; i <= 5; ++i) {
        Event event{};
        event.kind = EventKind::Ioctl;
        event.sequence = i;
        writer->event(event);
        writer->heard(1, 100u * i, {mono, Bytes(100, std::byte{i})});
    }
    writer->rest();
    writer->finish();
    return bytesOf(file.path());
}

/// Where each record begins, and the end.
std::vector<std::size_t> borders(const Bytes& file)
{
    std::vector<std::size_t> all = {fileHeaderBytes};
    while (all.back() < file.size()) {
        const auto header =
            decodeHeader(std::span(file).subspan(all.back()).first<recordHeaderBytes>());
        all.push_back(all.back() + recordHeaderBytes + header->bytes);
    }
    return all;
}

TEST(Damage, EveryPrefixGivesItsWholeRecords)
{
    const Bytes file = example();
    const auto ends = borders(file);
    for (std::size_t size = fileHeaderBytes; size <= file.size(); ++size) {
        const Found found = readAll({file.begin(), file.begin() + static_cast<long>(size)});
        const auto whole = static_cast<std::size_t>(
                               std::ranges::count_if(ends, [&](auto e) { return e <= size; })) -
                           1;
        EXPECT_EQ(found.starts.size() + found.events.size() + found.pcm.size() + found.rests +
                      found.ends.size(),
                  whole);
        const bool clean = std::ranges::contains(ends, size);
        ASSERT_EQ(found.damages.size(), clean ? 0u : 1u) << size;
        EXPECT_TRUE(clean || found.damages[0].at_end);
    }
}

TEST(Damage, AnyByteCostsItsOwnRecordAlone)
{
    const Bytes file = example();
    for (std::size_t at = fileHeaderBytes; at < file.size(); ++at) {
        Bytes broken = file;
        broken[at] ^= std::byte{0x10};
        const Found found = readAll(broken);
        EXPECT_EQ(found.starts.size() + found.events.size() + found.pcm.size() + found.rests +
                      found.ends.size(),
                  13u - 1)
            << at;
        std::uint64_t lost = 0;
        for (const Damage& damage : found.damages)
            lost += damage.bytes;
        EXPECT_GE(lost, recordHeaderBytes) << at;
        for (std::size_t i = 0; i < found.pcm.size(); ++i)
            EXPECT_EQ(std::to_integer<std::uint64_t>(found.pcm_bytes[i][0]) * 100,
                      found.pcm[i].position);
    }
}

TEST(Damage, RubbishBetweenRecordsIsSkipped)
{
    Bytes file = example();
    const auto ends = borders(file);
    const Bytes rubbish(3000, std::byte{0x52});
    file.insert(file.begin() + static_cast<long>(ends[4]), rubbish.begin(), rubbish.end());
    const Found found = readAll(file);
    EXPECT_EQ(found.events.size(), 5u);
    EXPECT_EQ(found.pcm.size(), 5u);
    ASSERT_EQ(found.damages.size(), 1u);
    EXPECT_EQ(found.damages[0].offset, ends[4]);
    EXPECT_EQ(found.damages[0].bytes, 3000u);
    EXPECT_FALSE(found.damages[0].at_end);
}

void addRecord(Bytes& file, std::uint16_t type, const Bytes& payload)
{
    encode(file, RecordHeader{static_cast<RecordType>(type),
                              static_cast<std::uint32_t>(payload.size()), crc32c(payload)});
    file.insert(file.end(), payload.begin(), payload.end());
}

TEST(Damage, WhatALaterVersionAddsIsSkipped)
{
    Bytes file = example();
    addRecord(file, 4711, Bytes(50, std::byte{1}));
    Bytes longer;
    encode(longer, End{.events = 8, .pcm_bytes = 9});
    longer.resize(100);
    addRecord(file, 6, longer);
    const Found found = readAll(file);
    ASSERT_EQ(found.ends.size(), 2u);
    EXPECT_EQ(found.ends[1].pcm_bytes, 9u);
    EXPECT_TRUE(found.damages.empty());
}

TEST(Damage, RecordsThatCannotBeAreDamage)
{
    Bytes file = example();
    const std::size_t before = readAll(file).damages.size();
    addRecord(file, 2, Bytes(60));
    Bytes pcm;
    encode(pcm, Pcm{.stream = 1, .pcm = {Format(AFMT_S16_LE, Channels{2}, Rate{8000}), Bytes(3)}});
    addRecord(file, 3, pcm);
    Event format{};
    format.kind = EventKind::Format;
    format.params = {0, 0, 0};
    Bytes event;
    encode(event, format);
    addRecord(file, 2, event);
    EXPECT_EQ(readAll(file).damages.size(), before + 3);
}

TEST(Damage, AnArgumentLongerThanAnEventHoldsKeepsItsLength)
{
    Event event{};
    event.kind = EventKind::Ioctl;
    event.in_bytes = 1248;
    Bytes payload;
    encode(payload, event);
    EXPECT_EQ(payload.size(), 128 + Event::argumentMax);
    const auto again = decodeEvent(payload);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->in_bytes, 1248);
}

/// Its fixed part ends where it says.
TEST(Damage, AnEventOfAnOlderWriterHasNoDuration)
{
    Event event{};
    event.kind = EventKind::Ioctl;
    event.in_bytes = 4;
    event.in[0] = 9;
    event.took_ns = 7;
    Bytes payload;
    encode(payload, event);
    payload.erase(payload.begin() + 120, payload.begin() + 128);
    payload[0] = std::byte{120};
    const auto again = decodeEvent(payload);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->took_ns, 0u);
    EXPECT_EQ(again->in[0], 9);
}

}  // namespace
}  // namespace dsproxy::capture_file::test

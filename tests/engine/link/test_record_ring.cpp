// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/link/record_ring.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/mman.h>

#include <algorithm>
#include <cstring>
#include <thread>
#include <vector>

namespace {

using namespace dsproxy;
using namespace dsproxy::link;

std::unique_ptr<RecordRing> readerOf(const RecordRing& writer)
{
    auto ring = RecordRing::map(UniqueFd(::fcntl(writer.fd(), F_DUPFD_CLOEXEC, 0)));
    return ring ? std::move(*ring) : nullptr;
}

std::vector<std::byte> bytes(std::size_t count, unsigned seed)
{
    std::vector<std::byte> all(count);
    for (std::size_t i = 0; i < count; ++i)
        all[i] = static_cast<std::byte>(seed + i * 7);
    return all;
}

TEST(RecordRing, RecordsOfAnySizeComeOutInOrderAndWhole)
{
    const auto writer = *RecordRing::create(8192);
    const auto reader = readerOf(*writer);
    ASSERT_TRUE(reader);
    unsigned written = 0;
    unsigned read = 0;
    while (read < 5000) {
        while (written < 5000 && writer->write({RecordKind::Heard, written, written * 10ull},
                                               bytes(written % 1300, written)))
            ++written;
        auto record = reader->read();
        ASSERT_TRUE(record && *record);
        EXPECT_EQ((*record)->header.stream, read);
        EXPECT_EQ((*record)->header.position, read * 10ull);
        const auto expected = bytes(read % 1300, read);
        ASSERT_EQ((*record)->body.size(), expected.size());
        EXPECT_TRUE(std::ranges::equal((*record)->body, expected));
        reader->release();
        ++read;
    }
    EXPECT_FALSE(reader->read()->has_value());
}

TEST(RecordRing, AFullRingTakesNothingAndLosesNothing)
{
    const auto writer = *RecordRing::create(4096);
    const auto reader = readerOf(*writer);
    unsigned taken = 0;
    while (writer->write({RecordKind::Event, taken, 0}, bytes(100, taken)))
        ++taken;
    EXPECT_EQ(taken, 4096u / 128u);
    EXPECT_FALSE(writer->write({RecordKind::Event, 0, 0}, bytes(5000, 0)));
    for (unsigned i = 0; i < taken; ++i) {
        EXPECT_EQ(reader->read()->value().header.stream, i);
        reader->release();
    }
    EXPECT_TRUE(writer->write({RecordKind::Event, 0, 0}, bytes(100, 0)));
}

TEST(RecordRing, OneSleepIsToldOnce)
{
    const auto writer = *RecordRing::create(4096);
    const auto reader = readerOf(*writer);
    EXPECT_FALSE(writer->takeSleeper());
    EXPECT_TRUE(reader->fallAsleep());
    writer->write({RecordKind::Event, 1, 0}, {});
    EXPECT_TRUE(writer->takeSleeper());
    EXPECT_FALSE(writer->takeSleeper());
    EXPECT_FALSE(reader->fallAsleep());
}

TEST(RecordRing, SteeringGoesBackPerStreamAndIsForgotten)
{
    const auto writer = *RecordRing::create(4096);
    const auto reader = readerOf(*writer);
    EXPECT_EQ(writer->steering(7), Steering{});
    reader->steer(7, {100, 20000, 10000});
    reader->steer(9, {-5, 1, 2});
    EXPECT_EQ(writer->steering(7), (Steering{100, 20000, 10000}));
    EXPECT_EQ(writer->steering(9), (Steering{-5, 1, 2}));
    for (std::uint32_t id = 100; id < 2000; ++id) {
        reader->steer(id, {1, 1, 1});
        reader->steer(id, {});
    }
    reader->steer(5000, {3, 3, 3});
    EXPECT_EQ(writer->steering(5000), (Steering{3, 3, 3}));
    EXPECT_EQ(writer->steering(7), (Steering{100, 20000, 10000}));
}

TEST(RecordRing, MemoryThatIsNoRingIsRefused)
{
    UniqueFd unsealed(::memfd_create("none", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    ASSERT_EQ(::ftruncate(unsealed.get(), 65536), 0);
    EXPECT_FALSE(RecordRing::map(std::move(unsealed)));

    UniqueFd empty(::memfd_create("none", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    ASSERT_EQ(::ftruncate(empty.get(), 65536), 0);
    ASSERT_EQ(::fcntl(empty.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL), 0);
    EXPECT_FALSE(RecordRing::map(std::move(empty)));
}

TEST(RecordRing, AWriterThatLiesIsNotBelieved)
{
    const auto writer = *RecordRing::create(4096);
    auto* memory = static_cast<std::byte*>(
        ::mmap(nullptr, 12288, PROT_READ | PROT_WRITE, MAP_SHARED, writer->fd(), 0));
    ASSERT_NE(memory, MAP_FAILED);
    for (const std::uint64_t head : {std::uint64_t{8}, std::uint64_t{1} << 40, ~std::uint64_t{0}}) {
        const auto reader = readerOf(*writer);
        std::memcpy(memory + 16, &head, sizeof head);
        const auto record = reader->read();
        ASSERT_FALSE(record) << head;
        EXPECT_EQ(record.error().sys, EBADMSG);
    }
    ::munmap(memory, 12288);
}

TEST(RecordRing, TwoThreadsLoseNothing)
{
    const auto writer = *RecordRing::create(16384);
    const auto reader = readerOf(*writer);
    constexpr unsigned count = 200000;
    std::thread producer([&] {
        for (unsigned i = 0; i < count;)
            if (writer->write({RecordKind::Heard, i, i}, bytes(i % 64, i)))
                ++i;
            else
                std::this_thread::yield();
    });
    for (unsigned i = 0; i < count;) {
        const auto record = reader->read();
        ASSERT_TRUE(record);
        if (!*record) {
            std::this_thread::yield();
            continue;
        }
        ASSERT_EQ((*record)->header.stream, i);
        const auto expected = bytes(i % 64, i);
        ASSERT_EQ((*record)->body.size(), expected.size());
        ASSERT_TRUE(std::ranges::equal((*record)->body, expected));
        reader->release();
        ++i;
    }
    producer.join();
}

}  // namespace

// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/link/input_ring.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>

#include <cstring>
#include <thread>
#include <vector>

namespace {

using namespace dsproxy;
using namespace dsproxy::link;

std::unique_ptr<InputRing> writerOf(const InputRing& reader)
{
    auto ring = InputRing::map(UniqueFd(::fcntl(reader.memory(), F_DUPFD_CLOEXEC, 0)),
                               UniqueFd(::fcntl(reader.doorbell(), F_DUPFD_CLOEXEC, 0)));
    return ring ? std::move(*ring) : nullptr;
}

std::vector<std::byte> bytes(std::size_t count, unsigned seed)
{
    std::vector<std::byte> all(count);
    for (std::size_t i = 0; i < count; ++i)
        all[i] = static_cast<std::byte>(seed + i * 7);
    return all;
}

UniqueFd bell()
{
    return UniqueFd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
}

bool rings(const InputRing& ring)
{
    pollfd doorbell{ring.doorbell(), POLLIN, 0};
    return ::poll(&doorbell, 1, 0) == 1;
}

TEST(InputRing, WhatIsWrittenIsReadInOrderAcrossTheEnd)
{
    const auto reader = *InputRing::create(4096);
    const auto writer = writerOf(*reader);
    ASSERT_TRUE(writer);
    for (unsigned round = 0; round < 50; ++round) {
        const auto sent = bytes(1000 + round * 37, round);
        ASSERT_EQ(writer->write(sent), sent.size());
        ASSERT_EQ(reader->ready(), sent.size());
        std::vector<std::byte> got(sent.size() + 10);
        ASSERT_EQ(reader->read(got), sent.size());
        got.resize(sent.size());
        ASSERT_EQ(got, sent);
    }
}

TEST(InputRing, AFullRingTakesWhatFits)
{
    const auto reader = *InputRing::create(4096);
    const auto writer = writerOf(*reader);
    EXPECT_EQ(writer->write(bytes(5000, 1)), 4096u);
    EXPECT_EQ(writer->room(), 0u);
    EXPECT_EQ(writer->write(bytes(1, 2)), 0u);
    std::vector<std::byte> got(96);
    EXPECT_EQ(reader->read(got), 96u);
    EXPECT_EQ(writer->room(), 96u);
    reader->skip();
    EXPECT_EQ(reader->ready(), 0u);
    EXPECT_EQ(writer->room(), 4096u);
}

TEST(InputRing, AWriterIsWokenWhenLittleIsLeft)
{
    const auto reader = *InputRing::create(4096);
    const auto writer = writerOf(*reader);
    writer->write(bytes(1000, 1));
    EXPECT_TRUE(writer->armBelow(1001));
    EXPECT_FALSE(writer->armBelow(500));
    std::vector<std::byte> got(500);
    reader->read(got);
    EXPECT_FALSE(rings(*writer));
    reader->read(std::span(got).first(1));
    EXPECT_TRUE(rings(*writer));
    EXPECT_TRUE(writer->armBelow(500));
    EXPECT_FALSE(rings(*writer));
}

TEST(InputRing, StateAndRateAreTheWriters)
{
    const auto reader = *InputRing::create(4096);
    const auto writer = writerOf(*reader);
    EXPECT_EQ(reader->state(), InputRing::State::Coming);
    writer->setState(InputRing::State::Live);
    writer->setRate(-250);
    EXPECT_EQ(reader->state(), InputRing::State::Live);
    EXPECT_EQ(reader->rate_ppb(), -250);
    writer->setState(static_cast<InputRing::State>(77));
    writer->setRate(2'000'000'000);
    EXPECT_EQ(reader->state(), InputRing::State::Silent);
    EXPECT_EQ(reader->rate_ppb(), 10'000'000);
}

TEST(InputRing, MemoryThatIsNoRingIsRefused)
{
    UniqueFd unsealed(::memfd_create("none", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    ASSERT_EQ(::ftruncate(unsealed.get(), 65536), 0);
    EXPECT_FALSE(InputRing::map(std::move(unsealed), bell()));

    UniqueFd empty(::memfd_create("none", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    ASSERT_EQ(::ftruncate(empty.get(), 65536), 0);
    ASSERT_EQ(::fcntl(empty.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL), 0);
    EXPECT_FALSE(InputRing::map(std::move(empty), bell()));

    const auto ring = *InputRing::create(4096);
    const auto memory = [&] { return UniqueFd(::fcntl(ring->memory(), F_DUPFD_CLOEXEC, 0)); };
    EXPECT_FALSE(InputRing::map(memory(), UniqueFd(::open("/dev/zero", O_RDONLY | O_CLOEXEC))));
    EXPECT_FALSE(InputRing::map(memory(), UniqueFd()));
    EXPECT_TRUE(InputRing::map(memory(), bell()));
}

TEST(InputRing, NobodyIsBelievedWhoStoresNonsense)
{
    const auto reader = *InputRing::create(4096);
    const auto writer = writerOf(*reader);
    auto* memory = static_cast<std::byte*>(
        ::mmap(nullptr, 12288, PROT_READ | PROT_WRITE, MAP_SHARED, reader->memory(), 0));
    ASSERT_NE(memory, MAP_FAILED);
    const std::uint64_t nonsense = 1ull << 40;
    std::memcpy(memory, &nonsense, sizeof nonsense);
    std::vector<std::byte> got(100);
    EXPECT_EQ(reader->ready(), 0u);
    EXPECT_EQ(reader->read(got), 0u);
    std::memcpy(memory + 4096 + 8, &nonsense, sizeof nonsense);
    EXPECT_EQ(writer->room(), 0u);
    EXPECT_EQ(writer->write(got), 0u);
    ::munmap(memory, 12288);
}

TEST(InputRing, TwoThreadsLoseNothing)
{
    const auto reader = *InputRing::create(4096);
    const auto writer = writerOf(*reader);
    const auto all = bytes(1'000'000, 3);
    std::thread source([&] {
        for (std::size_t at = 0; at < all.size(); std::this_thread::yield())
            at += writer->write(
                std::span(all).subspan(at, std::min<std::size_t>(777, all.size() - at)));
    });
    std::vector<std::byte> got(all.size());
    for (std::size_t at = 0; at < got.size(); std::this_thread::yield())
        at +=
            reader->read(std::span(got).subspan(at, std::min<std::size_t>(1111, got.size() - at)));
    source.join();
    EXPECT_TRUE(got == all);
}

}  // namespace

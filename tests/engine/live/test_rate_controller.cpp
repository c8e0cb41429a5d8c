// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/live/rate_controller.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace dsproxy::test {
namespace {

constexpr double rate = 48000;
constexpr double period_s = 0.01;

/// A source whose clock is wrong by DRIFT ppm feeds a device of period_s; the pump is late by some
/// ms now and then.
struct Simulation {
    explicit Simulation(double drift_ppm) : drift(drift_ppm * 1e-6) {}

    /// Runs on; calls CHECK with the true excess in frames and the change in ppb.
    template <class Check> void run(double seconds, Check check)
    {
        std::uniform_real_distribution<double> lateness(0, 0.004);
        for (double end = time + seconds; time < end; time += period_s) {
            excess += rate * period_s * (drift + change * 1e-9);
            const double late = lateness(random);
            change = controller.update(excess + late * rate,
                                       static_cast<std::uint64_t>((time + late) * 1e9));
            check(excess, change);
        }
    }

    double drift;
    double time = 0;
    double excess = 0;
    std::int32_t change = 0;
    std::mt19937 random{7};
    RateController controller{Rate{static_cast<std::uint32_t>(rate)}};
};

class Drift : public testing::TestWithParam<double> {};

TEST_P(Drift, anHourStaysInStep)
{
    Simulation clocks(GetParam());
    double most = 0;
    clocks.run(3600, [&](double excess, std::int32_t change) {
        most = std::max(most, std::abs(excess));
        ASSERT_LE(std::abs(change), RateController::mostPpb);
    });
    EXPECT_LT(most, 0.005 * rate) << "far from an underrun of two periods";
}

TEST_P(Drift, settlesAndThenHoldsTheDrift)
{
    Simulation clocks(GetParam());
    clocks.run(120, [](double, std::int32_t) {});
    double most = 0;
    double sum = 0;
    int count = 0;
    clocks.run(3480, [&](double excess, std::int32_t change) {
        most = std::max(most, std::abs(excess));
        sum += change;
        ++count;
    });
    EXPECT_LT(most, 0.0035 * rate) << "the lateness of the pump, not the clocks";
    EXPECT_NEAR(sum / count, -GetParam() * 1000, 1000) << "ppb";
}

TEST_P(Drift, tenThousandFramesTooManyGoAwayWithoutSwingingBack)
{
    Simulation clocks(GetParam());
    clocks.excess = 10'000;
    double least = 10'000;
    clocks.run(900, [&](double excess, std::int32_t) { least = std::min(least, excess); });
    EXPECT_LT(std::abs(clocks.excess), 0.005 * rate);
    EXPECT_GT(least, -0.01 * rate);
}

INSTANTIATE_TEST_SUITE_P(Ppm, Drift, testing::Values(-500.0, -100.0, 0.0, 100.0, 500.0));

TEST(RateController, aJumpOfTimeIsNoStep)
{
    Simulation clocks(300);
    clocks.run(300, [](double, std::int32_t) {});
    const std::int32_t before = clocks.change;
    clocks.controller.rebase();
    clocks.time += 8 * 3600;
    EXPECT_EQ(clocks.controller.rate(), before);
    clocks.run(60, [before](double excess, std::int32_t change) {
        ASSERT_LT(std::abs(excess), 0.004 * rate);
        ASSERT_NEAR(change, before, 150'000);
    });
}

TEST(RateController, isLimited)
{
    RateController controller{Rate{48000}};
    for (int i = 0; i < 100'000; ++i)
        controller.update(1e9, static_cast<std::uint64_t>(i) * 10'000'000);
    EXPECT_EQ(controller.rate(), -RateController::mostPpb);
    controller.rebase();
    for (int i = 0; i < 1000; ++i)
        controller.update(-1e9, static_cast<std::uint64_t>(i) * 10'000'000);
    EXPECT_EQ(controller.rate(), RateController::mostPpb) << "has not learned nonsense";
}

}  // namespace
}  // namespace dsproxy::test

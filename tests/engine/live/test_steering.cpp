// SPDX-License-Identifier: GPL-2.0-or-later
/// Sources and devices whose clocks differ, over minutes of given time.
#include "tests/engine/live/mixer.h"

#include <cmath>
#include <cstring>
#include <numbers>
#include <random>

namespace dsproxy::test {
namespace {

constexpr double rate = 48000;
constexpr Frames period{480};
constexpr double look_s = 0.01;
const Format format(AFMT_S32_LE, Channels{1}, Rate{48000});

/// A source that says each look_s what it has played, a pump that brings it up to 4 ms later, and
/// a device whose clock is DRIFT ppm faster than it should be.
class Clocks {
public:
    Clocks(double drift_ppm, bool steered) : device_rate_(rate * (1 + drift_ppm * 1e-6))
    {
        if (steered)
            stream = std::make_shared<Stream>(1u);
        input = mixer_.connect(stream);
        input->format(format);
    }

    /// MAKE gives frame N; SEE gets each period that the device plays.
    template <class Make, class See> void run(double seconds, Make make, See see)
    {
        for (const double end = now_ + seconds; now_ < end;) {
            if (push_at_ < device_at_) {
                to(push_at_);
                push(make);
            } else {
                to(device_at_);
                see(play());
                device_at_ += static_cast<double>(period.value) / device_rate_;
            }
        }
    }

    std::shared_ptr<Stream> stream;
    std::shared_ptr<MixInput> input;

private:
    void to(double time)
    {
        passTime(static_cast<std::uint64_t>((time - now_) * 1e9));
        now_ = time;
    }

    /// What the source had played at its last look.
    template <class Make> void push(Make make)
    {
        const double faster = stream ? stream->steering().rate_ppb * 1e-9 : 0;
        played_ += rate * look_s * (1 + faster);
        std::vector<std::int32_t> samples;
        for (; made_ < std::floor(played_); ++made_)
            samples.push_back(make(static_cast<std::int64_t>(made_)));
        input->pcm(PcmView{format, std::as_bytes(std::span(samples))});
        look_at_ += look_s;
        push_at_ = look_at_ + std::uniform_real_distribution(0.0, 0.004)(random_);
    }

    std::vector<std::int32_t> play()
    {
        const ByteVector pcm = mixer_.render(period);
        committed_ += period;
        mixer_.mix.regulate({committed_, mixer_.shape.buffer, virtualNow(), 0, false});
        std::vector<std::int32_t> samples(static_cast<std::size_t>(period.value));
        std::memcpy(samples.data(), pcm.data(), pcm.size());
        return samples;
    }

    Mixer mixer_{format, period};
    std::mt19937 random_{3};
    double device_rate_;
    double now_ = 0;
    double look_at_ = 0;
    double push_at_ = 0;
    double device_at_ = 0;
    double played_ = 0;
    double made_ = 0;
    Frames committed_;
};

std::int32_t number(std::int64_t frame)
{
    return static_cast<std::int32_t>(frame + 1);
}

/// Counts up from 1 without a gap after the first silence.
struct InOrder {
    void operator()(const std::vector<std::int32_t>& samples)
    {
        for (const std::int32_t sample : samples)
            if (sample != 0 || last != 0)
                wrong += sample != ++last;
    }
    std::int32_t last = 0;
    int wrong = 0;
};

class DeviceDrift : public testing::TestWithParam<double> {};

TEST_P(DeviceDrift, aSteeredSourceKeepsStepAndLosesNoFrame)
{
    Clocks clocks(GetParam(), true);
    InOrder check;
    clocks.run(120, number, std::ref(check));
    double least = 1e9;
    double most = 0;
    double rates = 0;
    int looks = 0;
    clocks.run(120, number, [&](const auto& samples) {
        check(samples);
        const double delay = clocks.stream->steering().delay_us;
        least = std::min(least, delay);
        most = std::max(most, delay);
        rates += clocks.stream->steering().rate_ppb;
        ++looks;
    });
    EXPECT_EQ(check.wrong, 0);
    EXPECT_GT(check.last, 235 * 48000);
    EXPECT_EQ(clocks.input->ranDry(), 0u);
    EXPECT_EQ(clocks.input->dropped(), 0u);
    // Four periods in the device, three before it.
    EXPECT_GT(least, 64'000);
    EXPECT_LT(most, 76'000);
    EXPECT_NEAR(rates / looks, GetParam() * 1000, 20'000) << "ppb";
}

TEST_P(DeviceDrift, aSourceOfItsOwnIsFollowedAndStaysPure)
{
    Clocks clocks(GetParam(), false);
    const auto sine = [](std::int64_t frame) {
        const double angle = 2 * std::numbers::pi * 997 / rate * static_cast<double>(frame);
        return static_cast<std::int32_t>(std::lround(0.5 * 2147483647 * std::sin(angle)));
    };
    clocks.run(1, sine, [](const auto&) {});
    double worst = 999;
    clocks.run(89, sine, [&](const std::vector<std::int32_t>& samples) {
        // Of a sine, x[n+1] + x[n-1] is x[n] times a constant.
        double product = 0;
        double power = 0;
        double error = 0;
        for (std::size_t i = 1; i + 1 < samples.size(); ++i) {
            product += 1.0 * samples[i] * (1.0 * samples[i - 1] + samples[i + 1]);
            power += 1.0 * samples[i] * samples[i];
        }
        for (std::size_t i = 1; i + 1 < samples.size(); ++i)
            error +=
                std::pow(1.0 * samples[i - 1] + samples[i + 1] - product / power * samples[i], 2);
        worst = std::min(worst, 10 * std::log10(power / error));
    });
    EXPECT_GT(worst, 90) << "dB, in every period";
    EXPECT_EQ(clocks.input->ranDry(), 0u);
    EXPECT_EQ(clocks.input->dropped(), 0u);
}

INSTANTIATE_TEST_SUITE_P(Ppm, DeviceDrift, testing::Values(-500.0, -100.0, 0.0, 100.0, 500.0));

TEST(Follower, isExactAsLongAsTheClocksAgree)
{
    Clocks clocks(0, false);
    InOrder check;
    clocks.run(240, number, std::ref(check));
    EXPECT_EQ(check.wrong, 0);
    EXPECT_GT(check.last, 235 * 48000);
}

}  // namespace
}  // namespace dsproxy::test

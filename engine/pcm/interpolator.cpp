// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/pcm/interpolator.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dsproxy {
namespace {

/// 64 taps pass 0.89 of the band; what they and the steps between rows add lies 100 dB below.
constexpr std::size_t halfLength = 32;
constexpr std::size_t phasesPerFrame = 512;
constexpr double kaiserBeta = 10;
/// Of the lower one of two rates' bands, so that what folds back is hardly heard.
constexpr double lowerBand = 0.94;
/// Rates that are further apart are not worth a longer filter.
constexpr double lowestCutoff = 1 / 256.0;

double besselI0(double x)
{
    double sum = 1;
    double term = 1;
    for (int k = 1; term > sum * 1e-17; ++k) {
        term *= (x / (2 * k)) * (x / (2 * k));
        sum += term;
    }
    return sum;
}

double sinc(double x)
{
    const double angle = std::numbers::pi * x;
    return x == 0 ? 1 : std::sin(angle) / angle;
}

}  // namespace

Interpolator::Interpolator(Rate from, Rate to, Channels channels)
    : from_(from.hz), to_(to.hz), channels_(channels.count),
      table_(tableFor(static_cast<double>(from.hz) / to.hz)), taps_(table_->taps)
{
    // Silence before the first frame, which lies under the middle.
    kept_.assign((table_->taps / 2 - 1) * channels_, 0.0);
}

std::shared_ptr<const Interpolator::Table> Interpolator::makeTable(double cutoff)
{
    const double half = 2 * std::ceil(halfLength / cutoff / 2);
    const auto taps = static_cast<std::size_t>(2 * half);
    const auto phases = std::max(static_cast<std::size_t>(phasesPerFrame * cutoff), std::size_t{8});
    Table table{taps, phases, std::vector<double>((phases + 1) * taps)};
    for (std::size_t phase = 0; phase <= phases; ++phase) {
        for (std::size_t tap = 0; tap < taps; ++tap) {
            const double x = static_cast<double>(tap) - (half - 1) -
                             static_cast<double>(phase) / static_cast<double>(phases);
            const double inside = std::max(0.0, 1 - (x / half) * (x / half));
            table.rows[phase * taps + tap] = cutoff * sinc(cutoff * x) *
                                             besselI0(kaiserBeta * std::sqrt(inside)) /
                                             besselI0(kaiserBeta);
        }
    }
    return std::make_shared<const Table>(std::move(table));
}

/// All that do not lower the rate share one.
std::shared_ptr<const Interpolator::Table> Interpolator::tableFor(double step)
{
    static const auto whole_band = makeTable(1);
    return step <= 1 ? whole_band : makeTable(std::max(lowerBand / step, lowestCutoff));
}

void Interpolator::trim(std::int32_t ppb)
{
    constexpr std::int32_t most = 10'000'000;
    slip_ =
        static_cast<double>(from_) / static_cast<double>(to_) * std::clamp(ppb, -most, most) * 1e-9;
}

void Interpolator::push(std::span<const double> in, std::vector<double>& out)
{
    kept_.insert(kept_.end(), in.begin(), in.end());
    while ((first_ + table_->taps) * channels_ <= kept_.size()) {
        makeFrame(out);
        advance();
    }
    const std::size_t done = std::min(first_ * channels_, kept_.size());
    kept_.erase(kept_.begin(), kept_.begin() + static_cast<std::ptrdiff_t>(done));
    first_ -= done / channels_;
}

void Interpolator::flush(std::vector<double>& out)
{
    push(std::vector<double>(table_->taps / 2 * channels_, 0.0), out);
}

void Interpolator::makeFrame(std::vector<double>& out)
{
    const double* frame = kept_.data() + first_ * channels_;
    const double at = phase();
    if (at == 0 && from_ == to_) {
        frame += (table_->taps / 2 - 1) * channels_;
        out.insert(out.end(), frame, frame + channels_);
        return;
    }
    const double place = at * static_cast<double>(table_->phases);
    const auto phase = static_cast<std::size_t>(place);
    const double between = place - static_cast<double>(phase);
    const double* const before = table_->row(phase);
    const double* const after = table_->row(phase + 1);
    for (std::size_t tap = 0; tap < taps_.size(); ++tap)
        taps_[tap] = before[tap] + between * (after[tap] - before[tap]);
    for (std::size_t channel = 0; channel < channels_; ++channel)
        out.push_back(weigh(frame + channel));
}

/// Four sums at once: each of them would wait for itself.
double Interpolator::weigh(const double* sample) const
{
    double sums[4] = {};
    for (std::size_t tap = 0; tap < taps_.size(); tap += 4)
        for (std::size_t i = 0; i < 4; ++i)
            sums[i] += taps_[tap + i] * sample[(tap + i) * channels_];
    return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

double Interpolator::phase() const
{
    const double phase = static_cast<double>(numerator_) / static_cast<double>(to_) + slipped_;
    return std::clamp(phase, 0.0, std::nextafter(1.0, 0.0));
}

void Interpolator::advance()
{
    numerator_ += from_;
    slipped_ += slip_;
    const double phase = static_cast<double>(numerator_) / static_cast<double>(to_) + slipped_;
    const double whole = std::floor(phase);
    first_ += static_cast<std::size_t>(whole);
    numerator_ -= static_cast<std::int64_t>(whole) * to_;
    if (std::abs(slipped_) >= 1) {
        numerator_ += slipped_ > 0 ? to_ : -to_;
        slipped_ -= slipped_ > 0 ? 1 : -1;
    }
}

}  // namespace dsproxy

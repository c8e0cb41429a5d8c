// SPDX-License-Identifier: GPL-2.0-or-later
/// From one rate to another for live sound: a windowed sinc in doubles. What goes in comes out at
/// once but for half the length of the filter, and the ratio may be trimmed at any time. (A
/// Resampler is better still, but gives its output in lumps of some 20 ms.)
#pragma once

#include "engine/base/units.h"

#include <memory>
#include <span>
#include <vector>

namespace dsproxy {

/// As long as the rates agree and no trim was ever set, the samples come out as they went in.
class Interpolator {
public:
    Interpolator(Rate from, Rate to, Channels channels);

    /// From now on so much more (or less) of the input goes into a frame, parts per 10^9; at most
    /// a hundredth. Zero is exact.
    void trim(std::int32_t ppb);
    /// Appends to OUT what is ready. IN has whole frames.
    void push(std::span<const double> in, std::vector<double>& out);
    /// Appends the rest, so that all in all IN * to / from frames came out. Nothing may follow.
    void flush(std::vector<double>& out);

private:
    /// Rows of taps for positions between two frames of the input.
    struct Table {
        std::size_t taps;  ///< a multiple of four
        std::size_t phases;
        std::vector<double> rows;  ///< phases + 1 of them
        const double* row(std::size_t phase) const { return rows.data() + phase * taps; }
    };
    static std::shared_ptr<const Table> makeTable(double cutoff);
    static std::shared_ptr<const Table> tableFor(double step);
    void makeFrame(std::vector<double>& out);
    double weigh(const double* sample) const;
    double phase() const;
    void advance();

    std::int64_t from_;
    std::int64_t to_;
    std::size_t channels_;
    double slip_ = 0;  ///< frames of input more for one of output, by the trim
    std::shared_ptr<const Table> table_;
    std::vector<double> kept_;  ///< frames of the input
    std::size_t first_ = 0;  ///< of these lies under the first tap
    // The next frame lies between two of the input, at numerator_ / to_ + slipped_: exact as long
    // as there is no trim. In [0, 1).
    std::int64_t numerator_ = 0;
    double slipped_ = 0;
    std::vector<double> taps_;
};

}  // namespace dsproxy

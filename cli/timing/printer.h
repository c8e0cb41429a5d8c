// SPDX-License-Identifier: GPL-2.0-or-later
/// Prints intervals as they come, or a summary when all have.
#pragma once

#include "cli/timing/report.h"
#include "engine/base/unique_fd.h"
#include "engine/pump/tap.h"

namespace dsproxy::cli {

/// One thread; with a program that is the pump's: a reader that does not read delays the pump, and
/// no more. Who has gone is printed to no longer.
class TimingPrinter final : public Tap {
public:
    TimingPrinter(TimingChoice choice, UniqueFd out)
        : choice_(std::move(choice)), out_(std::move(out))
    {
    }

    void event(const Event& event) override;
    void heard(std::uint32_t, std::uint64_t, PcmView) override {}
    void dropped(std::uint32_t, std::uint64_t, PcmView) override {}
    void tick() override {}
    void rest() override {}
    void finish() override;

private:
    void print(std::string_view text);

    TimingChoice choice_;
    UniqueFd out_;
    Intervals intervals_;
};

}  // namespace dsproxy::cli

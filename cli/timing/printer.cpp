// SPDX-License-Identifier: GPL-2.0-or-later
#include "cli/timing/printer.h"

#include "cli/log/write_all.h"

namespace dsproxy::cli {

void TimingPrinter::event(const Event& event)
{
    const auto interval = intervals_.take(event);
    if (interval && choice_.follow)
        print(intervalLine(choice_, *interval));
}

void TimingPrinter::finish()
{
    if (!choice_.follow)
        print(timingText(choice_, intervals_));
}

void TimingPrinter::print(std::string_view text)
{
    if (out_ && writeAll(out_.get(), text) != 0)
        out_.reset();
}

}  // namespace dsproxy::cli

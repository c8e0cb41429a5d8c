// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace dsproxy::cli {

inline constexpr std::string_view timingHelp = R"(dsproxy timing [OPTIONS] FILE
dsproxy timing [OPTIONS] -- PROGRAM [ARGS]

Measures the time between a program's writes to its device, and between the steps in which the
device plays (consumptions): of a capture file, or of PROGRAM while it runs. "-" is standard input.

  -f, --follow       the intervals themselves in microseconds, one a line, as they come: of writes,
                     without another word; with both kinds, "w 1234" and "c 1234"
  --writes           the time between writes
  --consumptions     the time between consumptions
  --stream N         this stream alone
  -h, --help         this text

Without -f a summary is printed: count, minimum, median, 99th percentile and maximum, the rate
against the nominal one in parts per million, a histogram, and underruns with their frame.

Of a program's own output nothing is mixed in: it goes to standard error. The exit code is that of
PROGRAM, or 1 when FILE is damaged or cannot be read.
)";

}  // namespace dsproxy::cli

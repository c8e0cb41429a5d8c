// SPDX-License-Identifier: GPL-2.0-or-later
/// Any call as the log may know it: any number, arguments cut short or too long, any errno.
#include "bytes.h"
#include "oss/ioctl.h"
#include "printers.h"

#include <memory>

namespace {

using namespace dsproxy::fuzz;

struct Argument {
    explicit Argument(std::span<const std::uint8_t> bytes)
        : bytes(std::make_unique<std::uint8_t[]>(bytes.size())),
          size(static_cast<u32>(bytes.size()))
    {
        std::copy(bytes.begin(), bytes.end(), this->bytes.get());
    }

    std::unique_ptr<std::uint8_t[]> bytes;
    u32 size;
};

u32 anyRequest(Bytes& input)
{
    const std::uint8_t row = input.byte();
    const struct oss_ioctl* known = oss_ioctl_at(row);
    return known ? known->cmd : input.take<u32>();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    Bytes input(data, size);
    while (!input.empty()) {
        oss_printable call{};
        call.cmd = anyRequest(input);
        call.error = input.flag() ? input.take<std::int16_t>() : 0;
        const u32 room = input.below(300);
        const Argument in(input.some(input.byte()));
        const Argument out(input.some(input.byte()));
        call.in = in.size ? in.bytes.get() : nullptr;
        call.in_bytes = in.size;
        call.out = out.size ? out.bytes.get() : nullptr;
        call.out_bytes = out.size;
        printInto(call, room);
        printFormatInto(call.cmd, room);
        lookUpNames(call.cmd);
    }
    return 0;
}
